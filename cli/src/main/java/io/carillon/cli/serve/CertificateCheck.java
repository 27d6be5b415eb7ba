package io.carillon.cli.serve;

import io.carillon.admin.operator.CheckRoute.Finding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Connects to our own TLS listener and reads the certificate as a room system would. */
final class CertificateCheck {
  private static final String ABOUT = "sip.tls.certificate";
  private static final Duration SOON = Duration.ofDays(21);
  private static final int DNS_NAME = 2;

  private final Clock clock;
  private final Duration patience;

  CertificateCheck(Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  List<Finding> check(InetSocketAddress listener, Collection<String> domains) {
    X509Certificate certificate;
    try {
      certificate = presented(listener);
    } catch (IOException | GeneralSecurityException e) {
      return List.of(
          Finding.error("sip.tls.bind", listener + " does not speak TLS: " + e.getMessage()));
    }
    List<Finding> findings = new ArrayList<>();
    Duration left = Duration.between(clock.instant(), certificate.getNotAfter().toInstant());
    String until = "valid until " + certificate.getNotAfter().toInstant();
    if (left.isNegative()) {
      findings.add(Finding.error(ABOUT, "expired: " + until));
    } else if (left.compareTo(SOON) < 0) {
      findings.add(Finding.warning(ABOUT, "expires soon: " + until));
    } else {
      findings.add(Finding.ok(ABOUT, until));
    }
    if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      findings.add(
          Finding.warning(ABOUT, "self-signed: devices that check certificates refuse it"));
    }
    List<String> missing = notCovered(certificate, domains);
    findings.add(
        missing.isEmpty()
            ? Finding.ok(ABOUT, "names every host of sip.domains")
            : Finding.warning(ABOUT, "does not name " + String.join(", ", missing)));
    return findings;
  }

  private X509Certificate presented(InetSocketAddress listener)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TakesAny()}, new SecureRandom());
    try (Socket plain = new Socket()) {
      int millis = Math.toIntExact(patience.toMillis());
      plain.connect(listener, millis);
      plain.setSoTimeout(millis);
      try (SSLSocket tls =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, listener.getHostString(), listener.getPort(), true)) {
        tls.startHandshake();
        return (X509Certificate) tls.getSession().getPeerCertificates()[0];
      }
    }
  }

  private static List<String> notCovered(X509Certificate certificate, Collection<String> domains) {
    Set<String> names = new HashSet<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if ((Integer) name.get(0) == DNS_NAME) {
          names.add(((String) name.get(1)).toLowerCase(Locale.ROOT));
        }
      }
    } catch (CertificateParsingException e) {
      names.clear(); // names nobody can read cover nothing
    }
    return domains.stream()
        .filter(domain -> !names.contains(domain) && !names.contains(wildcard(domain)))
        .sorted()
        .toList();
  }

  private static String wildcard(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? domain : "*" + domain.substring(dot);
  }

  /** The certificate is what is looked at; nothing is sent over the connection. */
  private static final class TakesAny implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("we are the client");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      // judged by the findings
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
