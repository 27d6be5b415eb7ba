package io.carillon.sip.digest;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.digest.DigestCredentials.Reading;
import io.carillon.sip.digest.DigestVerdict.Accepted;
import io.carillon.sip.digest.DigestVerdict.Cause;
import io.carillon.sip.digest.DigestVerdict.Challenged;
import io.carillon.sip.digest.DigestVerdict.Refused;
import io.carillon.sip.digest.Nonces.Nonce;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.Header;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;

/**
 * Challenges requests and judges their credentials (RFC 7616, RFC 8760): SHA-256 and MD5, qop auth.
 * A nonce serves one algorithm, so that an answer to the weaker challenge does not pass for one to
 * the stronger.
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * switch (digest.judge(invite, source)) {
 *   case Accepted(var user, var algorithm) -> accept(user);
 *   case Challenged(var status, var challenges, var cause) -> {
 *     Response response = Messages.response(status, null, invite, tag);
 *     challenges.forEach(response::addHeader);
 *     send(response);
 *   }
 *   case Refused(var status, var cause) -> send(Messages.response(status, null, invite, tag));
 * }
 * }</pre>
 */
public final class DigestServer {
  private static final int MAX_HEADERS = 8;

  private final DigestServerSettings settings;
  private final DigestAccounts accounts;
  private final AttemptLimiter limiter;
  private final Nonces nonces;
  private final NonceCounts counts;
  private final String opaque;
  private final HashedPassword nobody;

  /**
   * @param random secure and thread-safe, for the secret of this run and for nonces
   * @param nanoTime monotonic time in ns
   */
  public DigestServer(
      DigestServerSettings settings,
      DigestAccounts accounts,
      AttemptLimiter limiter,
      RandomGenerator random,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.accounts = accounts;
    this.limiter = limiter;
    nonces = new Nonces(settings.realm(), random, nanoTime);
    counts = new NonceCounts(settings.nonces());
    byte[] noise = nonces.keyed("opaque", new byte[0]);
    opaque = HexFormat.of().formatHex(noise, 0, 8);
    nobody = HashedPassword.ofNobody(nonces.keyed("nobody", new byte[0]));
  }

  /**
   * What to do with the request. Counts its nonce count as used, so call it once for each request.
   *
   * @param source address it came from
   */
  public DigestVerdict judge(Request request, InetAddress source) {
    String method = request.getMethod();
    if (method.equals(Request.ACK) || method.equals(Request.CANCEL)) {
      return new Refused(403, Cause.NOT_CHALLENGEABLE);
    }
    Optional<AuthorizationHeader> header = ours(request);
    if (header.isEmpty()) {
      return challenge(Cause.NO_CREDENTIALS);
    }
    return switch (DigestCredentials.read(header.get())) {
      case Reading.Bad bad -> new Refused(400, bad.cause());
      case Reading.Read read -> judge(request, read.credentials(), source);
    };
  }

  private Optional<AuthorizationHeader> ours(Request request) {
    String name = settings.proxy() ? ProxyAuthorizationHeader.NAME : AuthorizationHeader.NAME;
    return Messages.headers(request, name)
        .limit(MAX_HEADERS)
        .filter(AuthorizationHeader.class::isInstance)
        .map(AuthorizationHeader.class::cast)
        .filter(header -> "Digest".equalsIgnoreCase(header.getScheme()))
        .filter(header -> settings.realm().equals(header.getRealm()))
        .findFirst();
  }

  private DigestVerdict judge(Request request, DigestCredentials given, InetAddress source) {
    if (limiter.isBlocked(source, given.user())) {
      return new Refused(403, Cause.TOO_MANY_FAILURES);
    }
    if (!settings.algorithms().contains(given.algorithm())
        || !isRight(request.getMethod(), given)) {
      limiter.failed(source, given.user());
      return challenge(Cause.WRONG_CREDENTIALS);
    }
    Optional<Nonce> nonce = nonces.read(given.nonce(), given.algorithm());
    if (nonce.isEmpty() || nonces.age(nonce.get()) >= settings.nonceLifetime().toMillis()) {
      return challenge(Cause.STALE_NONCE);
    }
    if (given.count() == 0) {
      return new Refused(400, Cause.MALFORMED);
    }
    if (settings.sameUri() && !given.uri().equals(request.getRequestURI().toString())) {
      return new Refused(400, Cause.OTHER_URI);
    }
    counts.expire(
        nonce.get().made() + nonces.age(nonce.get()) - settings.nonceLifetime().toMillis());
    return switch (counts.use(nonce.get(), given.count())) {
      case REPLAYED -> challenge(Cause.REPLAYED);
      case FORGOTTEN -> challenge(Cause.STALE_NONCE);
      case FIRST -> {
        limiter.succeeded(source, given.user());
        yield new Accepted(given.user(), given.algorithm());
      }
    };
  }

  /** Takes the same time whether there is such a user or not, and wherever the hashes differ. */
  private boolean isRight(String method, DigestCredentials given) {
    Optional<HashedPassword> account = accounts.find(settings.realm(), given.user());
    String expected = given.expected(account.orElse(nobody), method);
    boolean equal =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.US_ASCII),
            given.response().getBytes(StandardCharsets.US_ASCII));
    return equal & account.isPresent();
  }

  /** "stale" only for who has the password: the nonce alone was at fault (RFC 7616 3.3). */
  private Challenged challenge(Cause cause) {
    boolean stale = cause == Cause.STALE_NONCE || cause == Cause.REPLAYED;
    return new Challenged(
        settings.proxy() ? 407 : 401,
        settings.algorithms().stream().map(algorithm -> header(algorithm, stale)).toList(),
        cause);
  }

  private Header header(DigestAlgorithm algorithm, boolean stale) {
    return Messages.header(
        settings.proxy() ? ProxyAuthenticateHeader.NAME : WWWAuthenticateHeader.NAME,
        "Digest realm=\""
            + settings.realm()
            + "\",nonce=\""
            + nonces.make(algorithm)
            + "\",opaque=\""
            + opaque
            + "\",algorithm="
            + algorithm.sipName()
            + ",qop=\"auth\""
            + (stale ? ",stale=true" : ""));
  }
}
