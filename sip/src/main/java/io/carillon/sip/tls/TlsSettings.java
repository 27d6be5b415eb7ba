package io.carillon.sip.tls;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where keys and trust come from.
 *
 * @param certificate PEM, our chain, leaf first
 * @param key PEM: PKCS#8, PKCS#1 or SEC1
 * @param trust PEM of the authorities peers are checked against, null for the JVM's own
 * @param clientAuthentication of peers that connect to us
 * @param verifyPeers false accepts any certificate on outbound connections; a warning is logged at
 *     the start and at every reload
 * @param checkFiles how often the files are looked at for a change
 */
public record TlsSettings(
    Path certificate,
    Path key,
    Path trust,
    ClientAuthentication clientAuthentication,
    boolean verifyPeers,
    Duration checkFiles) {

  private static final Duration CHECK = Duration.ofSeconds(10);

  /** Our own pair, the JVM's trust, no client certificates asked for. */
  public static TlsSettings of(Path certificate, Path key) {
    return new TlsSettings(certificate, key, null, ClientAuthentication.NONE, true, CHECK);
  }
}
