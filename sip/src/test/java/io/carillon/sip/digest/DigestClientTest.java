package io.carillon.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SipText;
import java.util.HexFormat;
import java.util.Random;
import javax.sip.header.AuthorizationHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;

class DigestClientTest {
  private static final DigestClient MUFASA = client();

  private static DigestClient client() {
    return new DigestClient("Mufasa", "Circle of Life", new Random(1));
  }

  private static AuthorizationHeader credentials(Request request) {
    return (AuthorizationHeader) request.getHeader("Authorization");
  }

  @Test
  void theHashesAreThoseOfRfc7616() {
    // RFC 7616 3.9.1
    String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    assertThat(response(DigestAlgorithm.MD5, nonce, cnonce))
        .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
    assertThat(response(DigestAlgorithm.SHA_256, nonce, cnonce))
        .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  }

  private static String response(DigestAlgorithm algorithm, String nonce, String cnonce) {
    DigestHash hash = new DigestHash(algorithm);
    String ha1 = hash.of("Mufasa:http-auth@example.org:Circle of Life");
    String ha2 = hash.of("GET:/dir/index.html");
    return hash.of(ha1 + ":" + nonce + ":00000001:" + cnonce + ":auth:" + ha2);
  }

  @Test
  void theStrongestChallengeIsAnswered() {
    Response challenge =
        SipText.response(
            401,
            "INVITE",
            "WWW-Authenticate: Digest realm=\"a.test\", nonce=\"n1\", qop=\"auth\", algorithm=MD5",
            "WWW-Authenticate: Digest realm=\"a.test\", nonce=\"n2\", qop=\"auth,auth-int\","
                + " algorithm=SHA-256, opaque=\"xyz\"",
            "WWW-Authenticate: Basic realm=\"a.test\"");
    Request invite = SipText.request("INVITE");

    assertThat(client().answer(challenge, invite)).isTrue();

    AuthorizationHeader header = credentials(invite);
    assertThat(header.getAlgorithm()).isEqualTo("SHA-256");
    assertThat(header.getNonce()).isEqualTo("n2");
    assertThat(header.getOpaque()).isEqualTo("xyz");
    assertThat(header.getNonceCount()).isEqualTo(1);
    DigestHash hash = new DigestHash(DigestAlgorithm.SHA_256);
    String expected =
        hash.of(
            hash.of("Mufasa:a.test:Circle of Life")
                + ":n2:00000001:"
                + header.getCNonce()
                + ":auth:"
                + hash.of("INVITE:sip:bob@server.test"));
    assertThat(header.getResponse()).isEqualTo(expected);
  }

  @Test
  void anOldServerWithoutQopIsAnsweredToo() {
    Request invite = SipText.request("INVITE");

    MUFASA.answer(
        SipText.response(407, "INVITE", "Proxy-Authenticate: Digest realm=\"old\", nonce=\"q\""),
        invite);

    DigestHash md5 = new DigestHash(DigestAlgorithm.MD5);
    String expected =
        md5.of(md5.of("Mufasa:old:Circle of Life") + ":q:" + md5.of("INVITE:sip:bob@server.test"));
    assertThat(Messages.value(invite, "Proxy-Authorization").orElseThrow())
        .contains(expected)
        .doesNotContain("cnonce");
  }

  @Test
  void aChallengeRefusedOnceIsNotTriedAgain() {
    DigestClient client = client();
    Response challenge =
        SipText.response(401, "INVITE", "WWW-Authenticate: Digest realm=\"a\", nonce=\"n\"");

    Request invite = SipText.request("INVITE");

    assertThat(client.answer(challenge, invite)).isTrue();
    assertThat(client.answer(challenge, invite)).isFalse();
  }

  @Test
  void anotherRequestIsAnsweredForTheSameNonceAndCounted() {
    DigestClient client = client();
    Response challenge =
        SipText.response(
            401, "INVITE", "WWW-Authenticate: Digest realm=\"a\", nonce=\"n\", qop=\"auth\"");
    Request bye = SipText.request("BYE");

    client.answer(challenge, SipText.request("INVITE"));

    assertThat(client.answer(challenge, bye)).isTrue();
    assertThat(credentials(bye).getNonceCount()).isEqualTo(2);
  }

  @Test
  void whatCannotBeAnsweredIsLeft() {
    Request invite = SipText.request("INVITE");
    for (String challenge :
        new String[] {
          "Basic realm=\"a\"",
          "Digest realm=\"a\", nonce=\"n\", algorithm=SHA-512-256",
          "Digest realm=\"a\", nonce=\"n\", qop=\"auth-int\"",
          "Digest realm=\"a\""
        }) {
      assertThat(
              client()
                  .answer(
                      SipText.response(401, "INVITE", "WWW-Authenticate: " + challenge), invite))
          .as(challenge)
          .isFalse();
    }
    assertThat(credentials(invite)).isNull();
  }

  @Test
  void clientNoncesAreNotRepeated() {
    DigestClient client = client();
    Request first = SipText.request("INVITE");
    Request second = SipText.request("INVITE");
    client.answer(
        SipText.response(
            401, "INVITE", "WWW-Authenticate: Digest realm=\"a\", nonce=\"1\", qop=\"auth\""),
        first);
    client.answer(
        SipText.response(
            401, "INVITE", "WWW-Authenticate: Digest realm=\"a\", nonce=\"2\", qop=\"auth\""),
        second);

    assertThat(credentials(first).getCNonce()).isNotEqualTo(credentials(second).getCNonce());
    assertThat(HexFormat.of().parseHex(credentials(first).getCNonce())).hasSize(16);
  }
}
