package io.carillon.cli.serve;

import io.carillon.admin.operator.CheckRoute.Finding;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.PortRange;
import io.carillon.core.config.Settings;
import io.carillon.media.session.Reach;
import io.carillon.sip.transport.SipTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What operators get wrong most often, looked at from inside: one-way audio is nearly always an
 * address that far ends cannot reach. Thread-safe; blocks for up to some seconds.
 */
final class SelfCheck {
  private static final long LITTLE_DISK = 1L << 30;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Base base;
  private final SipPart sip;
  private final MediaPlane media;

  SelfCheck(Base base, SipPart sip, MediaPlane media) {
    this.base = base;
    this.sip = sip;
    this.media = media;
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    Settings settings = base.settings();
    sip.address(SipTransport.TLS)
        .ifPresent(
            address ->
                findings.addAll(
                    new CertificateCheck(base.clock(), PATIENCE)
                        .check(
                            reachable(address),
                            settings.get(CarillonSettings.SIP_DOMAINS).keySet())));
    if (sip.address(SipTransport.TCP).isPresent() || sip.address(SipTransport.UDP).isPresent()) {
      findings.add(
          Finding.warning(
              "sip.tcp.bind, sip.udp.bind",
              "plain SIP is listened for: who can read it has the SDES keys of the media"));
    }
    findings.add(mediaAddress(settings));
    findings.add(ports(settings));
    findings.add(
        media.codecs().opusImplementation().startsWith("libopus")
            ? Finding.ok("opus", media.codecs().opusImplementation())
            : Finding.warning(
                "opus",
                media.codecs().opusImplementation() + ": install libopus0, it costs a fraction"));
    findings.add(disk());
    return findings;
  }

  /** A listener on all addresses is reached on loopback. */
  private static InetSocketAddress reachable(InetSocketAddress bound) {
    return bound.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
        : bound;
  }

  private Finding mediaAddress(Settings settings) {
    String told = settings.get(CarillonSettings.MEDIA_ADDRESS);
    if (told.isEmpty()) {
      InetAddress bound = sip.stack().listening().getFirst().bound().getAddress();
      String own = bound.isAnyLocalAddress() ? OwnAddress.guess(bound) : bound.getHostAddress();
      return !Reach.isPublic(InetAddress.ofLiteral(own))
          ? Finding.warning(
              "media.address",
              "far ends are told "
                  + own
                  + ", which only your own network reaches; behind NAT set the public address")
          : Finding.ok("media.address", "far ends are told " + own);
    }
    PortRange ports = settings.get(CarillonSettings.MEDIA_PORTS);
    Optional<String> trouble = new MediaProbe(PATIENCE).probe(told, ports);
    return trouble
        .map(
            text ->
                Finding.warning(
                    "media.address",
                    "a datagram to "
                        + told
                        + " did not come back ("
                        + text
                        + "): the address is wrong, UDP "
                        + ports
                        + " is closed, or the NAT does not turn packets round"))
        .orElseGet(() -> Finding.ok("media.address", told + " is reached by UDP"));
  }

  private Finding ports(Settings settings) {
    PortRange range = settings.get(CarillonSettings.MEDIA_PORTS);
    int pairs = (range.last() - range.first() + 1) / 2;
    int calls = settings.get(CarillonSettings.SIP_CALLS);
    int free = media.engine().ports().free();
    if (free == 0) {
      return Finding.error("media.ports", "no port pair of " + range + " is free");
    }
    return pairs < calls
        ? Finding.warning(
            "media.ports", range + " is enough for " + pairs + " calls, sip.calls is " + calls)
        : Finding.ok("media.ports", free + " of " + pairs + " pairs are free");
  }

  private Finding disk() {
    try {
      long free = Files.getFileStore(base.data().root()).getUsableSpace();
      String text = (free >> 20) + " MiB free in the data folder";
      return free < LITTLE_DISK ? Finding.error("disk", text) : Finding.ok("disk", text);
    } catch (IOException e) {
      return Finding.error("disk", "the data folder cannot be looked at: " + e.getMessage());
    }
  }
}
