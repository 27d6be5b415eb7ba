package io.carillon.cli.proof;

import static io.carillon.cli.proof.RunningServer.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cli.peers.OpensslDtls;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.SippScript;
import io.carillon.core.testkit.RequiresPeer;
import io.carillon.media.session.CertificateHash;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.testkit.Impairment;
import io.carillon.media.testkit.LossyForwarder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller whose signalling is sipp's and whose handshake is OpenSSL's, over a line that loses. */
@Isolated
@RequiresPeer({"sipp", "openssl"})
class OpensslDtlsTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Impairment CLEAN = new Impairment(0, Duration.ZERO, Duration.ZERO);
  private static final Impairment LOSSY =
      new Impairment(20, Duration.ofMillis(20), Duration.ofMillis(5));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static RunningServer server;
  private static String meeting;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder, "sip.tcp.bind=127.0.0.1:0");
    meeting = server.createMeeting(false).path("meetingId").asText();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SRTP_AES128_CM_SHA1_80, SHA_256, false",
    "SRTP_AES128_CM_SHA1_32, SHA_1,   false",
    "SRTP_AEAD_AES_128_GCM,  SHA_512, false",
    "SRTP_AEAD_AES_256_GCM,  SHA_384, false",
    "SRTP_AES128_CM_SHA1_80, SHA_256, true"
  })
  void shakesHands(String profile, CertificateHash hash, boolean lossy) throws IOException {
    try (OpensslDtls openssl = OpensslDtls.start(profile, hash, folder);
        LossyForwarder line = line(openssl, lossy ? LOSSY : CLEAN);
        Sipp caller =
            call(
                offer("dtls-" + profile, openssl.fingerprint())
                    .receive(200)
                    .withBody("a=setup:active")
                    .ack()
                    .pause()
                    .request("BYE", "")
                    .receive(200),
                line)) {
      openssl.awaitLog("SRTP Extension negotiated, profile=" + profile, SOON);
      caller.await(SOON).assertCalls(1);
      assertThat(line.cameFromFar()).as("packets to the caller").isGreaterThan(100);
    }
  }

  @Test
  void anotherCertificateThanAnnouncedEndsTheCall() throws IOException {
    Fingerprint wrong = Fingerprint.of(CertificateHash.SHA_256, new byte[] {1, 2, 3});
    try (OpensslDtls openssl =
            OpensslDtls.start("SRTP_AES128_CM_SHA1_80", CertificateHash.SHA_256, folder);
        LossyForwarder line = line(openssl, CLEAN);
        Sipp caller =
            call(
                offer("dtls-wrong", wrong)
                    .receive(200)
                    .ack()
                    .receive("BYE")
                    .withHeader("Reason", "cause=79")
                    .reply(200, "OK"),
                line)) {
      caller.await(SOON).assertCalls(1);
      openssl.awaitLog("alert bad certificate", SOON);
      assertThat(line.cameFromFar()).as("packets to the caller").isLessThan(20);
    }
    assertThat(
            server
                .awaitMeetingEvent(
                    "LegEnded", leg -> leg.path("reason").asText().equals("NOT_ENCRYPTED"))
                .path("fromNumber")
                .asText())
        .isEqualTo("openssl");
  }

  private static LossyForwarder line(OpensslDtls openssl, Impairment impairment)
      throws IOException {
    return new LossyForwarder(InetAddress.getByName("127.0.0.1"), 1, impairment, impairment, 17)
        .nearEnd(openssl.address());
  }

  private static SippScript offer(String name, Fingerprint fingerprint) {
    String sdp =
        SippScript.audio(
            "0 101",
            "sendrecv",
            "a=rtpmap:0 PCMU/8000",
            "a=rtcp-mux",
            "a=setup:actpass",
            "a=fingerprint:" + fingerprint);
    return SippScript.caller(name).invite(sdp.replace("RTP/AVP", "UDP/TLS/RTP/SAVP"));
  }

  private static Sipp call(SippScript script, LossyForwarder line) throws IOException {
    return Sipp.start(
        script.write(folder),
        folder,
        server.tcp(),
        "-t",
        "t1",
        "-m",
        "1",
        "-d",
        "8000",
        "-s",
        meeting,
        "-key",
        "host",
        DOMAIN,
        "-key",
        "from",
        "openssl",
        "-key",
        "rtp",
        Integer.toString(line.farSide().getPort()));
  }
}
