package io.carillon.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.CertificateHash;
import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.srtp.SrtpTransform;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two of our ends shake hands over a wire of the test that may lose datagrams. */
class HandshakeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] OTHER_CERTIFICATE = {1, 2, 3};

  private final SecureRandom random = new SecureRandom();
  private final DtlsIdentity one = DtlsIdentity.generate(random, Instant.now());
  private final DtlsIdentity two = DtlsIdentity.generate(random, Instant.now());
  private final End active = new End();
  private final End passive = new End();

  @AfterEach
  void close() {
    active.close();
    passive.close();
  }

  @ParameterizedTest
  @EnumSource(CertificateHash.class)
  void bothEndsGetKeysThatFit(CertificateHash hash) throws Exception {
    connect(
        n -> false,
        List.of(Fingerprint.of(hash, two.certificate())),
        List.of(Fingerprint.of(hash, one.certificate())));

    assertThat(carries(active.keys(), passive.keys())).isTrue();
    assertThat(carries(passive.keys(), active.keys())).isTrue();
  }

  @Test
  void lostDatagramsAreSentAgain() throws Exception {
    connect(n -> n % 3 == 0, List.of(two.fingerprint()), List.of(one.fingerprint()));

    assertThat(carries(active.keys(), passive.keys())).isTrue();
  }

  @Test
  void theServersLastFlightIsRepeatedWhenItWasLost() throws Exception {
    AtomicInteger ends = new AtomicInteger();
    passive.lostIf = datagram -> isFinished(datagram) && ends.getAndIncrement() == 0;
    connect(n -> false, List.of(two.fingerprint()), List.of(one.fingerprint()));

    assertThat(carries(active.keys(), passive.keys())).isTrue();
    assertThat(ends.get()).isGreaterThan(1);
  }

  /** A handshake record of the encrypted epoch. */
  private static boolean isFinished(byte[] datagram) {
    return datagram[0] == 22 && datagram[4] == 1;
  }

  @Test
  void aMessageLostBeforeTheChangeOfKeysIsSentAgain() throws Exception {
    AtomicInteger proofs = new AtomicInteger();
    active.lostIf =
        datagram -> datagram[0] == 22 && datagram[13] == 15 && proofs.getAndIncrement() == 0;
    connect(n -> false, List.of(two.fingerprint()), List.of(one.fingerprint()));

    assertThat(carries(active.keys(), passive.keys())).isTrue();
    assertThat(proofs.get()).isGreaterThan(1);
  }

  @Test
  void aClientWithAnotherCertificateGetsNoKeys() throws Exception {
    connect(
        n -> false,
        List.of(two.fingerprint()),
        List.of(Fingerprint.of(CertificateHash.SHA_256, OTHER_CERTIFICATE)));

    assertThat(passive.failure().wrongCertificate()).isTrue();
    assertThat(active.failure().wrongCertificate()).isFalse();
    assertThat(active.failure().text()).contains("refused", "bad_certificate");
  }

  @Test
  void aServerWithAnotherCertificateGetsNoKeys() throws Exception {
    connect(
        n -> false,
        List.of(Fingerprint.of(CertificateHash.SHA_1, OTHER_CERTIFICATE)),
        List.of(one.fingerprint()));

    assertThat(active.failure().wrongCertificate()).isTrue();
  }

  @Test
  void theStrongestHashDecides() throws Exception {
    connect(
        n -> false,
        List.of(
            Fingerprint.of(CertificateHash.SHA_1, two.certificate()),
            Fingerprint.of(CertificateHash.SHA_256, OTHER_CERTIFICATE)),
        List.of(one.fingerprint()));

    assertThat(active.failure().wrongCertificate()).isTrue();
  }

  @Test
  void nobodyAnswering() throws Exception {
    active.begin(
        new DtlsHandshakes(one, random, 1),
        DtlsRole.CLIENT,
        List.of(two.fingerprint()),
        Duration.ofMillis(300));

    assertThat(active.failure().text()).contains("did not answer");
  }

  @Test
  void onlySoManyAtOnce() throws Exception {
    DtlsHandshakes handshakes = new DtlsHandshakes(one, random, 1);
    active.begin(handshakes, DtlsRole.SERVER, List.of(two.fingerprint()), LIMIT);

    assertThat(handshakes.begin(DtlsRole.SERVER, List.of(two.fingerprint()), LIMIT, passive))
        .isEmpty();
    assertThat(handshakes.turnedAway()).isEqualTo(1);

    active.association.close();
    await().until(() -> handshakes.failed() == 1);
    assertThat(handshakes.begin(DtlsRole.SERVER, List.of(two.fingerprint()), LIMIT, passive))
        .isPresent();
  }

  @Test
  void aFloodIsDroppedWhenTheQueueIsFull() {
    DtlsAssociation idle =
        new DtlsAssociation(DtlsRole.CLIENT, null, passive, keys -> {}); // not started
    byte[] datagram = new byte[DtlsAssociation.MAX_RECEIVED];
    for (int i = 0; i < DtlsAssociation.QUEUE; i++) {
      assertThat(idle.offer(datagram, 0, datagram.length)).isTrue();
    }

    assertThat(idle.offer(datagram, 0, datagram.length)).isFalse();
  }

  @Test
  void aDatagramThatIsTooLargeIsDropped() {
    DtlsAssociation idle = new DtlsAssociation(DtlsRole.SERVER, null, passive, keys -> {});
    byte[] datagram = new byte[DtlsAssociation.MAX_RECEIVED + 1];

    assertThat(idle.offer(datagram, 0, datagram.length)).isFalse();
  }

  private void connect(IntPredicate lost, List<Fingerprint> ofServer, List<Fingerprint> ofClient) {
    active.other = passive;
    passive.other = active;
    active.lost = lost;
    passive.lost = lost;
    passive.begin(new DtlsHandshakes(two, random, 1), DtlsRole.SERVER, ofClient, LIMIT);
    active.begin(new DtlsHandshakes(one, random, 1), DtlsRole.CLIENT, ofServer, LIMIT);
  }

  /** Whether what one end protects the other one reads. */
  private static boolean carries(DtlsKeys from, DtlsKeys to) {
    byte[] packet = new byte[200];
    int length = RtpHeader.write(packet, 0, 0, false, 1, 160, 7) + 100;
    try (SrtpTransform sender = transform(from);
        SrtpTransform receiver = transform(to)) {
      return receiver.unprotectRtp(packet, 0, sender.protectRtp(packet, 0, length)) == length;
    }
  }

  private static SrtpTransform transform(DtlsKeys keys) {
    return new SrtpTransform(keys.local(), keys.remote(), System::nanoTime);
  }

  /** One end and its half of the wire. */
  private static final class End implements DtlsEvents {
    private final CompletableFuture<DtlsKeys> keys = new CompletableFuture<>();
    private final CompletableFuture<DtlsFailure> failure = new CompletableFuture<>();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile End other;
    private volatile IntPredicate lost;
    private volatile Predicate<byte[]> lostIf = datagram -> false;
    private volatile DtlsAssociation association;

    void begin(
        DtlsHandshakes handshakes, DtlsRole role, List<Fingerprint> announced, Duration limit) {
      association = handshakes.begin(role, announced, limit, this).orElseThrow();
    }

    DtlsKeys keys() throws Exception {
      return keys.get(20, TimeUnit.SECONDS);
    }

    DtlsFailure failure() throws Exception {
      return failure.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void send(byte[] datagram) {
      End far = other;
      if (far != null
          && far.association != null
          && !lostIf.test(datagram)
          && !lost.test(sent.getAndIncrement())) {
        far.association.offer(datagram, 0, datagram.length);
      }
    }

    @Override
    public void keys(DtlsKeys made) {
      keys.complete(made);
    }

    @Override
    public void failed(DtlsFailure why) {
      failure.complete(why);
    }

    void close() {
      if (association != null) {
        association.close();
      }
    }
  }
}
