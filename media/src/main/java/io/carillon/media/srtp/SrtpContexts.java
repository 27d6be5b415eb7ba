package io.carillon.media.srtp;

import io.carillon.media.rtp.Bytes;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.SrtpSuite;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;

/** Says our suites in jitsi-srtp's words. */
final class SrtpContexts {
  private static final int HMAC_SHA1_KEY_BYTES = 20;

  /** SRTCP of the _32 suites has the long tag all the same (RFC 4568 6.2.2, RFC 3711 5.2). */
  private static final int SRTCP_HMAC_TAG_BYTES = 10;

  private SrtpContexts() {}

  static SrtpContextFactory factory(boolean sender, SrtpKeys keys) {
    SrtpSuite suite = keys.suite();
    return new SrtpContextFactory(
        sender,
        keys.key(),
        keys.salt(),
        policy(suite, suite.tagBytes()),
        policy(suite, srtcpTagBytes(suite)),
        new SilentLog());
  }

  static boolean isGcm(SrtpSuite suite) {
    return switch (suite) {
      case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> true;
      case AES_CM_128_HMAC_SHA1_80,
          AES_CM_128_HMAC_SHA1_32,
          AES_256_CM_HMAC_SHA1_80,
          AES_256_CM_HMAC_SHA1_32 ->
          false;
    };
  }

  static int srtcpTagBytes(SrtpSuite suite) {
    return isGcm(suite) ? suite.tagBytes() : SRTCP_HMAC_TAG_BYTES;
  }

  private static SrtpPolicy policy(SrtpSuite suite, int tagBytes) {
    boolean gcm = isGcm(suite);
    SrtpPolicy policy =
        new SrtpPolicy(
            gcm ? SrtpPolicy.AESGCM_ENCRYPTION : SrtpPolicy.AESCM_ENCRYPTION,
            suite.keyBytes(),
            gcm ? SrtpPolicy.NULL_AUTHENTICATION : SrtpPolicy.HMACSHA1_AUTHENTICATION,
            gcm ? 0 : HMAC_SHA1_KEY_BYTES,
            tagBytes,
            suite.saltBytes());
    // A packet index used twice would give the key stream away; with GCM the library would even
    // send the second packet in clear.
    policy.setSendReplayEnabled(true);
    policy.setReceiveReplayEnabled(true);
    return policy;
  }

  /**
   * The packet's header extension says that it is encrypted itself (RFC 9335), which was not
   * negotiated; the library would decrypt it all the same.
   */
  static boolean isCryptex(byte[] buf, int off) {
    if (!RtpHeader.hasExtension(buf, off)) {
      return false;
    }
    int at = off + RtpHeader.FIXED_BYTES + 4 * RtpHeader.csrcCount(buf, off);
    int profile = Bytes.uint16(buf, at);
    return profile == 0xC0DE || profile == 0xC2DE;
  }

  static int code(SrtpErrorStatus status) {
    return switch (status) {
      case OK -> 0;
      case AUTH_FAIL -> SrtpResult.NOT_AUTHENTIC;
      case REPLAY_FAIL -> SrtpResult.REPLAYED;
      case REPLAY_OLD -> SrtpResult.TOO_OLD;
      case INVALID_PACKET -> SrtpResult.MALFORMED;
      case FAIL -> SrtpResult.FAILED;
    };
  }
}
