package io.carillon.sip.digest;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.status.QuotedText;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.Header;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Answers digest challenges to our requests (RFC 7616, RFC 8760): SHA-256 before MD5, qop auth or
 * none.
 *
 * <p>Owned by the call's strand.
 */
public final class DigestClient {
  private static final int MAX_NONCES = 8;

  private final String user;
  private final String password;
  private final RandomGenerator random;
  private final Map<String, Integer> nonceCounts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MAX_NONCES;
        }
      };

  /**
   * @param random a secure source, for the client nonce
   */
  public DigestClient(String user, String password, RandomGenerator random) {
    this.user = Objects.requireNonNull(user, "user");
    this.password = Objects.requireNonNull(password, "password");
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Puts credentials for the best of the challenges into the request, which must have its final
   * request URI and the credentials that were refused, if there were any.
   *
   * @return false when none of them can be answered, or when those refused were for the same nonce:
   *     trying again would not help
   */
  public boolean answer(Response response, Request request) {
    boolean proxy = response.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
    String challengeName = proxy ? ProxyAuthenticateHeader.NAME : WWWAuthenticateHeader.NAME;
    Optional<DigestChallenge> best =
        Messages.headers(response, challengeName)
            .filter(WWWAuthenticateHeader.class::isInstance)
            .map(header -> DigestChallenge.of((WWWAuthenticateHeader) header))
            .flatMap(Optional::stream)
            .max(Comparator.comparing(DigestChallenge::algorithm));
    if (best.isEmpty()) {
      return false;
    }
    String name = proxy ? ProxyAuthorizationHeader.NAME : AuthorizationHeader.NAME;
    if (request.getHeader(name) instanceof AuthorizationHeader refused
        && best.get().nonce().equals(refused.getNonce())) {
      return false;
    }
    request.setHeader(credentials(name, best.get(), request));
    return true;
  }

  private Header credentials(String name, DigestChallenge challenge, Request request) {
    int count = nonceCounts.merge(challenge.nonce(), 1, Integer::sum);
    String uri = request.getRequestURI().toString();
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String cnonce = HexFormat.of().formatHex(bytes);
    String nc = String.format("%08x", count);
    DigestHash hash = new DigestHash(challenge.algorithm());
    String ha1 = hash.of(user + ":" + challenge.realm() + ":" + password);
    String ha2 = hash.of(request.getMethod() + ":" + uri);
    String response =
        challenge.qopAuth()
            ? hash.of(ha1 + ":" + challenge.nonce() + ":" + nc + ":" + cnonce + ":auth:" + ha2)
            : hash.of(ha1 + ":" + challenge.nonce() + ":" + ha2);
    StringBuilder value =
        new StringBuilder("Digest username=")
            .append(QuotedText.quote(user))
            .append(",realm=\"")
            .append(challenge.realm())
            .append("\",nonce=\"")
            .append(challenge.nonce())
            .append("\",uri=\"")
            .append(uri)
            .append("\",response=\"")
            .append(response)
            .append("\",algorithm=")
            .append(challenge.algorithm().sipName());
    if (challenge.qopAuth()) {
      value.append(",cnonce=\"").append(cnonce).append("\",nc=").append(nc).append(",qop=auth");
    }
    if (!challenge.opaque().isEmpty()) {
      value.append(",opaque=\"").append(challenge.opaque()).append('"');
    }
    return Messages.header(name, value.toString());
  }
}
