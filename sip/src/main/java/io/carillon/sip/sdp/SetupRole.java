package io.carillon.sip.sdp;

import io.carillon.media.session.DtlsRole;
import java.util.Locale;
import java.util.Optional;

/** Values of {@code a=setup} (RFC 4145 4). */
enum SetupRole {
  ACTIVE,
  PASSIVE,
  ACTPASS,
  HOLDCONN;

  static Optional<SetupRole> of(String value) {
    for (SetupRole role : values()) {
      if (role.sdpName().equalsIgnoreCase(value)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** What we say to have a role. */
  static SetupRole of(DtlsRole ours) {
    return ours == DtlsRole.CLIENT ? ACTIVE : PASSIVE;
  }

  String sdpName() {
    return name().toLowerCase(Locale.ROOT);
  }

  Attribute toAttribute() {
    return new Attribute("setup", sdpName());
  }
}
