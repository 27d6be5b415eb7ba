package io.carillon.media.dtls;

import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.SrtpSuite;
import io.carillon.media.srtp.SrtpKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.tls.SRTPProtectionProfile;

/** The protection profiles of the use_srtp extension (RFC 5764 4.1.2, RFC 7714 14.2). */
final class SrtpProfiles {

  private record Profile(int number, SrtpSuite suite) {}

  /** Best first. */
  private static final List<Profile> PROFILES =
      List.of(
          new Profile(SRTPProtectionProfile.SRTP_AEAD_AES_256_GCM, SrtpSuite.AEAD_AES_256_GCM),
          new Profile(SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM, SrtpSuite.AEAD_AES_128_GCM),
          new Profile(
              SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80, SrtpSuite.AES_CM_128_HMAC_SHA1_80),
          new Profile(
              SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32,
              SrtpSuite.AES_CM_128_HMAC_SHA1_32));

  private SrtpProfiles() {}

  /** Numbers of all we can do, best first. */
  static int[] all() {
    return PROFILES.stream().mapToInt(Profile::number).toArray();
  }

  /** The best of those offered. */
  static Optional<Integer> best(int[] offered) {
    return PROFILES.stream()
        .map(Profile::number)
        .filter(number -> IntStream.of(offered).anyMatch(o -> o == number))
        .findFirst();
  }

  static Optional<SrtpSuite> suite(int number) {
    return PROFILES.stream().filter(p -> p.number == number).map(Profile::suite).findFirst();
  }

  /** Bytes to export (RFC 5764 4.2). */
  static int exported(SrtpSuite suite) {
    return 2 * suite.keyAndSaltBytes();
  }

  /** Cuts what was exported: client's key, server's key, client's salt, server's salt. */
  static DtlsKeys keys(SrtpSuite suite, byte[] exported, DtlsRole role) {
    int key = suite.keyBytes();
    int salt = suite.saltBytes();
    SrtpKeys client = keys(suite, exported, 0, 2 * key);
    SrtpKeys server = keys(suite, exported, key, 2 * key + salt);
    return role == DtlsRole.CLIENT ? new DtlsKeys(client, server) : new DtlsKeys(server, client);
  }

  private static SrtpKeys keys(SrtpSuite suite, byte[] exported, int key, int salt) {
    return SrtpKeys.of(
        suite,
        Arrays.copyOfRange(exported, key, key + suite.keyBytes()),
        Arrays.copyOfRange(exported, salt, salt + suite.saltBytes()));
  }
}
