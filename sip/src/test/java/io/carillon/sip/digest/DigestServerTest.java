package io.carillon.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.SipText;
import io.carillon.sip.digest.DigestVerdict.Accepted;
import io.carillon.sip.digest.DigestVerdict.Cause;
import io.carillon.sip.digest.DigestVerdict.Challenged;
import io.carillon.sip.digest.DigestVerdict.Refused;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestServerTest {
  private static final String REALM = "pbx.test";
  private static final String URI = "sip:bob@server.test";
  private static final InetAddress SOURCE = InetAddress.getLoopbackAddress();
  private static final Map<String, HashedPassword> ACCOUNTS =
      Map.of("alice", HashedPassword.of("alice", REALM, "secret"));

  private final AtomicLong now = new AtomicLong(77);
  private final DigestServer server = server(DigestServerSettings.of(REALM));

  private DigestServer server(DigestServerSettings settings) {
    return new DigestServer(
        settings,
        (realm, user) -> Optional.ofNullable(ACCOUNTS.get(user)),
        new AttemptLimiter(AttemptLimits.defaults(), now::get),
        new Random(3),
        now::get);
  }

  private static Cause cause(DigestVerdict verdict) {
    return switch (verdict) {
      case Accepted accepted -> null;
      case Challenged challenged -> challenged.cause();
      case Refused refused -> refused.cause();
    };
  }

  private static boolean isStale(DigestVerdict verdict) {
    return ((WWWAuthenticateHeader) ((Challenged) verdict).challenges().getFirst()).isStale();
  }

  private String nonce(DigestAlgorithm algorithm) {
    Challenged challenged = (Challenged) server.judge(SipText.request("INVITE"), SOURCE);
    return challenged.challenges().stream()
        .map(WWWAuthenticateHeader.class::cast)
        .filter(header -> header.getAlgorithm().equals(algorithm.sipName()))
        .map(WWWAuthenticateHeader::getNonce)
        .findFirst()
        .orElseThrow();
  }

  /** An answer of alice's. */
  private record Answer(
      String user,
      String password,
      String nonce,
      String nc,
      String uri,
      DigestAlgorithm algorithm) {

    static Answer to(String nonce) {
      return new Answer("alice", "secret", nonce, "00000001", URI, DigestAlgorithm.SHA_256);
    }

    Answer as(String other, String otherPassword) {
      return new Answer(other, otherPassword, nonce, nc, uri, algorithm);
    }

    Answer count(String other) {
      return new Answer(user, password, nonce, other, uri, algorithm);
    }

    Answer uri(String other) {
      return new Answer(user, password, nonce, nc, other, algorithm);
    }

    Answer by(DigestAlgorithm other) {
      return new Answer(user, password, nonce, nc, uri, other);
    }

    String line() {
      DigestHash hash = new DigestHash(algorithm);
      String ha1 = hash.of(user + ":" + REALM + ":" + password);
      String response =
          hash.of(ha1 + ":" + nonce + ":" + nc + ":c1:auth:" + hash.of("INVITE:" + uri));
      return ("Authorization: Digest username=\"%s\",realm=\"%s\",nonce=\"%s\",uri=\"%s\","
              + "response=\"%s\",algorithm=%s,cnonce=\"c1\",nc=%s,qop=auth")
          .formatted(user, REALM, nonce, uri, response, algorithm.sipName(), nc);
    }

    Request invite() {
      return SipText.request("INVITE", line());
    }
  }

  private DigestVerdict judge(Answer answer) {
    return server.judge(answer.invite(), SOURCE);
  }

  @Test
  void aRequestWithoutCredentialsIsOfferedBothAlgorithmsTheStrongerFirst() {
    Challenged challenged = (Challenged) server.judge(SipText.request("INVITE"), SOURCE);

    assertThat(challenged.status()).isEqualTo(401);
    assertThat(challenged.challenges())
        .map(header -> ((WWWAuthenticateHeader) header).getAlgorithm())
        .containsExactly("SHA-256", "MD5");
    assertThat(challenged.challenges())
        .map(WWWAuthenticateHeader.class::cast)
        .allSatisfy(
            header -> {
              assertThat(header.getRealm()).isEqualTo(REALM);
              assertThat(header.getQop()).isEqualTo("auth");
              assertThat(header.getOpaque()).isNotEmpty();
              assertThat(header.isStale()).isFalse();
            });
  }

  @Test
  void aProxyAnswers407AndReadsProxyAuthorization() {
    DigestServer proxy =
        server(
            new DigestServerSettings(
                REALM,
                true,
                Duration.ofMinutes(5),
                10,
                true,
                List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5)));
    Challenged challenged = (Challenged) proxy.judge(SipText.request("INVITE"), SOURCE);
    Response response = SipText.response(407, "INVITE");
    challenged.challenges().forEach(response::addHeader);
    Request again = SipText.request("INVITE");

    assertThat(challenged.status()).isEqualTo(407);
    assertThat(new DigestClient("alice", "secret", new Random(1)).answer(response, again)).isTrue();
    assertThat(proxy.judge(again, SOURCE))
        .isEqualTo(new Accepted("alice", DigestAlgorithm.SHA_256));
  }

  @ParameterizedTest
  @CsvSource({"alice, secret, true", "alice, guess, false", "mallory, secret, false"})
  void ourOwnClientSignsInWithTheRightPasswordOnly(String user, String password, boolean in) {
    Response response = SipText.response(401, "INVITE");
    ((Challenged) server.judge(SipText.request("INVITE"), SOURCE))
        .challenges()
        .forEach(response::addHeader);
    Request again = SipText.request("INVITE");
    new DigestClient(user, password, new Random(1)).answer(response, again);

    DigestVerdict verdict = server.judge(again, SOURCE);

    assertThat(cause(verdict)).isEqualTo(in ? null : Cause.WRONG_CREDENTIALS);
    assertThat(in || !isStale(verdict)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void bothAlgorithmsServe(DigestAlgorithm algorithm) {
    assertThat(judge(Answer.to(nonce(algorithm)).by(algorithm)))
        .isEqualTo(new Accepted("alice", algorithm));
  }

  @Test
  void aNonceOfOneAlgorithmDoesNotServeTheOther() {
    String strong = nonce(DigestAlgorithm.SHA_256);

    assertThat(cause(judge(Answer.to(strong).by(DigestAlgorithm.MD5))))
        .isEqualTo(Cause.STALE_NONCE);
  }

  /** RFC 7616 3.9.1: right for its nonce, which is not ours, so it is asked for again. */
  @ParameterizedTest
  @CsvSource({
    "MD5,     8ca523f5e9506fed4657c9700eebdbec,                                 STALE_NONCE",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1, STALE_NONCE",
    "SHA-256, 753927FA0E85D155564E2E272A28D1802CA10DAF4496794697CF8DB5856CB6C1, STALE_NONCE",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c2, WRONG_CREDENTIALS",
    "MD5,     753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1, MALFORMED",
  })
  void theExamplesOfRfc7616(String algorithm, String response, Cause cause) {
    String realm = "http-auth@example.org";
    DigestServer http =
        new DigestServer(
            DigestServerSettings.of(realm),
            (r, user) -> Optional.of(HashedPassword.of("Mufasa", r, "Circle of Life")),
            new AttemptLimiter(AttemptLimits.defaults(), now::get),
            new Random(3),
            now::get);
    Request get =
        SipText.request(
            "GET",
            "Authorization: Digest username=\"Mufasa\", realm=\""
                + realm
                + "\", uri=\"/dir/index.html\", algorithm="
                + algorithm
                + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001,"
                + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth,"
                + " response=\""
                + response
                + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");

    DigestVerdict verdict = http.judge(get, SOURCE);

    assertThat(cause(verdict)).isEqualTo(cause);
  }

  @Test
  void credentialsServeOnce() {
    Answer answer = Answer.to(nonce(DigestAlgorithm.SHA_256));

    assertThat(judge(answer)).isInstanceOf(Accepted.class);
    DigestVerdict again = judge(answer);

    assertThat(cause(again)).isEqualTo(Cause.REPLAYED);
    assertThat(isStale(again)).as("ask again without asking the user").isTrue();
    assertThat(judge(answer.count("00000002"))).isInstanceOf(Accepted.class);
  }

  @Test
  void countsMayArriveOutOfOrderButEachOnce() {
    Answer answer = Answer.to(nonce(DigestAlgorithm.SHA_256));

    assertThat(judge(answer.count("00000005"))).isInstanceOf(Accepted.class);
    assertThat(judge(answer.count("00000003"))).isInstanceOf(Accepted.class);
    assertThat(cause(judge(answer.count("00000003")))).isEqualTo(Cause.REPLAYED);
    assertThat(judge(answer.count("ffffffff"))).isInstanceOf(Accepted.class);
    assertThat(cause(judge(answer.count("00000004")))).isEqualTo(Cause.REPLAYED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "1", "0000000g", "000000001", "-0000001"})
  void aCountThatIsNoneIsMalformed(String count) {
    assertThat(judge(Answer.to(nonce(DigestAlgorithm.SHA_256)).count(count)))
        .isEqualTo(new Refused(400, Cause.MALFORMED));
  }

  @Test
  void anOldNonceIsStale() {
    Answer answer = Answer.to(nonce(DigestAlgorithm.SHA_256));
    now.addAndGet(Duration.ofMinutes(5).toNanos());

    DigestVerdict verdict = judge(answer);

    assertThat(cause(verdict)).isEqualTo(Cause.STALE_NONCE);
    assertThat(isStale(verdict)).isTrue();
    assertThat(isStale(judge(answer.as("alice", "guess")))).as("never for guesses").isFalse();
  }

  @Test
  void aTamperedNonceDoesNotServe() {
    String nonce = nonce(DigestAlgorithm.SHA_256);
    for (int i = 0; i < nonce.length(); i++) {
      char other = nonce.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = nonce.substring(0, i) + other + nonce.substring(i + 1);
      assertThat(judge(Answer.to(tampered))).as(tampered).isNotInstanceOf(Accepted.class);
    }
    assertThat(judge(Answer.to(nonce + "="))).isNotInstanceOf(Accepted.class);
    assertThat(judge(Answer.to(nonce))).isInstanceOf(Accepted.class);
  }

  @Test
  void aNonceOfAnotherRunDoesNotServe() {
    DigestServer other =
        new DigestServer(
            DigestServerSettings.of(REALM),
            (realm, user) -> Optional.ofNullable(ACCOUNTS.get(user)),
            new AttemptLimiter(AttemptLimits.defaults(), now::get),
            new Random(4),
            now::get);

    DigestVerdict verdict = other.judge(Answer.to(nonce(DigestAlgorithm.SHA_256)).invite(), SOURCE);

    assertThat(cause(verdict)).isEqualTo(Cause.STALE_NONCE);
  }

  @Test
  void credentialsForAnotherUriAreRefusedUnlessAllowed() {
    Answer answer = Answer.to(nonce(DigestAlgorithm.SHA_256)).uri("sip:carol@server.test");
    DigestServer lenient =
        server(
            new DigestServerSettings(
                REALM,
                false,
                Duration.ofMinutes(5),
                10,
                false,
                List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5)));

    assertThat(judge(answer)).isEqualTo(new Refused(400, Cause.OTHER_URI));
    assertThat(lenient.judge(answer.invite(), SOURCE)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "qop=auth, qop=auth-int, NOT_OFFERED",
    "',qop=auth', '', NOT_OFFERED",
    "algorithm=SHA-256, algorithm=SHA-512-256, NOT_OFFERED",
    "'cnonce=\"c1\",', '', MALFORMED",
    "qop=auth, 'qop=auth,userhash=true', MALFORMED",
    "realm=\"pbx.test\", realm=\"other\", NO_CREDENTIALS",
    "Digest, Basic, NO_CREDENTIALS",
  })
  void whatWasNotOfferedOrLacksAPartIsNotTaken(String part, String instead, Cause cause) {
    String line = Answer.to(nonce(DigestAlgorithm.SHA_256)).line();
    assertThat(line).contains(part);

    DigestVerdict verdict =
        server.judge(SipText.request("INVITE", line.replace(part, instead)), SOURCE);

    assertThat(cause(verdict)).isEqualTo(cause);
  }

  @Test
  void credentialsOfOtherRealmsAreLookedPast() {
    String ours = Answer.to(nonce(DigestAlgorithm.SHA_256)).line();
    Request invite = SipText.request("INVITE", ours.replace(REALM, "carrier.test"), ours);

    assertThat(server.judge(invite, SOURCE)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACK", "CANCEL"})
  void ackAndCancelCannotBeChallenged(String method) {
    assertThat(cause(server.judge(SipText.request(method), SOURCE)))
        .isEqualTo(Cause.NOT_CHALLENGEABLE);
  }

  @Test
  void credentialsForOneMethodDoNotServeAnother() {
    String line = Answer.to(nonce(DigestAlgorithm.SHA_256)).line();

    assertThat(cause(server.judge(SipText.request("REFER", line), SOURCE)))
        .isEqualTo(Cause.WRONG_CREDENTIALS);
  }

  @Test
  void guessingEndsSoonEvenWithTheRightPassword() {
    String nonce = nonce(DigestAlgorithm.SHA_256);
    for (int i = 0; i < 10; i++) {
      assertThat(cause(judge(Answer.to(nonce).as("alice", "guess" + i))))
          .isEqualTo(Cause.WRONG_CREDENTIALS);
    }

    assertThat(judge(Answer.to(nonce))).isEqualTo(new Refused(403, Cause.TOO_MANY_FAILURES));
    now.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(judge(Answer.to(nonce(DigestAlgorithm.SHA_256)))).isInstanceOf(Accepted.class);
  }

  @Test
  void aHashedPasswordIsNotPrinted() {
    HashedPassword password = ACCOUNTS.get("alice");

    assertThat(password.toString()).doesNotContain(password.md5(), password.sha256());
  }

  @Test
  void credentialsComeBackAsJainSipReadsThem() {
    Request invite = Answer.to("n").as("o'hara; x=\\\"y\\\"", "p").invite();

    AuthorizationHeader header = (AuthorizationHeader) invite.getHeader("Authorization");
    assertThat(DigestCredentials.read(header))
        .isInstanceOfSatisfying(
            DigestCredentials.Reading.Read.class,
            read -> assertThat(read.credentials().user()).isEqualTo("o'hara; x=\"y\""));
  }
}
