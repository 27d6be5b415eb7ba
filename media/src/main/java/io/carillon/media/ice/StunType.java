package io.carillon.media.ice;

/** Numbers of STUN (RFC 8489 5, 14, RFC 8445 16.1). */
final class StunType {
  static final int HEADER_BYTES = 20;
  static final int MAGIC_COOKIE = 0x2112A442;

  static final int BINDING_REQUEST = 0x0001;
  static final int BINDING_INDICATION = 0x0011;
  static final int BINDING_SUCCESS = 0x0101;
  static final int BINDING_ERROR = 0x0111;

  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000A;
  static final int MESSAGE_INTEGRITY_SHA256 = 0x001C;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int FINGERPRINT = 0x8028;
  static final int ICE_CONTROLLED = 0x8029;
  static final int ICE_CONTROLLING = 0x802A;

  static final int INTEGRITY_BYTES = 20;
  static final int FINGERPRINT_XOR = 0x5354554E;

  private StunType() {}

  /** An attribute of the lower half must be understood by who answers (RFC 8489 14). */
  static boolean mustBeUnderstood(int attribute) {
    return attribute < 0x8000;
  }

  static boolean isKnown(int attribute) {
    return switch (attribute) {
      case USERNAME, MESSAGE_INTEGRITY, MESSAGE_INTEGRITY_SHA256, PRIORITY, USE_CANDIDATE -> true;
      default -> false;
    };
  }
}
