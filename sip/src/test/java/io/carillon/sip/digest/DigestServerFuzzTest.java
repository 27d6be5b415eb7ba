package io.carillon.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SipText;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.sip.header.Header;
import javax.sip.message.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever credentials say: a verdict, and never that they are good. */
class DigestServerFuzzTest {
  private static final String WHOLE =
      "Digest username=\"alice\",realm=\"pbx.test\",nonce=\""
          + "A".repeat(43)
          + "\",uri=\"sip:bob@server.test\",response=\""
          + "0".repeat(64)
          + "\",algorithm=SHA-256,cnonce=\"c\\\"1\",nc=00000001,qop=auth,opaque=\"o\"";

  private final DigestServer server =
      new DigestServer(
          DigestServerSettings.of("pbx.test"),
          (realm, user) -> Optional.of(HashedPassword.of(user, realm, "secret")),
          new AttemptLimiter(AttemptLimits.defaults(), () -> 0),
          new Random(5),
          () -> 0);

  static Stream<Arguments> seeds() {
    return Stream.of(
            WHOLE,
            WHOLE.replace("SHA-256", "MD5").replace("0".repeat(64), "0".repeat(32)),
            "Digest realm=\"pbx.test\"",
            "Digest username=,realm=\"pbx.test\",nc=,qop",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void anyCredentialsAreJudged(byte[] value) {
    check(value);
  }

  @Test
  void credentialsCutAnywhereAreJudged() {
    byte[] value = WHOLE.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= value.length; length++) {
      check(Arrays.copyOf(value, length));
    }
  }

  private void check(byte[] value) {
    Header header;
    try {
      header = Messages.header("Authorization", new String(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException refusedByTheParser) {
      return;
    }
    Request invite = SipText.request("INVITE");
    invite.addHeader(header);

    assertThat(server.judge(invite, InetAddress.getLoopbackAddress()))
        .isNotNull()
        .isNotInstanceOf(DigestVerdict.Accepted.class);
  }
}
