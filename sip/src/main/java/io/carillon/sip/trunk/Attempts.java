package io.carillon.sip.trunk;

import io.carillon.core.trunk.TrunkAttempt;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.leg.CallUri;
import io.carillon.sip.leg.IncomingCall;
import java.util.Optional;
import javax.sip.header.HeaderAddress;

/** What an INVITE says, as far as it decides where the call goes. */
final class Attempts {
  private static final String ASSERTED = "P-Asserted-Identity";
  private static final int MAX_ASSERTED = 2; // RFC 3325 9.1: one sip or sips, one tel
  private static final String NOBODY = "anonymous";

  private Attempts() {}

  static TrunkAttempt of(IncomingCall call) {
    return new TrunkAttempt(
        call.source().getAddress(),
        call.secure(),
        call.requestUri().user(),
        host(call.requestUri().host()),
        named(call.from().uri().user()),
        asserted(call),
        Optional.empty());
  }

  /** IPv6 without brackets, names without the root's dot. */
  private static String host(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  private static String named(String user) {
    return user.equalsIgnoreCase(NOBODY) ? "" : user;
  }

  private static String asserted(IncomingCall call) {
    return Messages.headers(call.invite(), ASSERTED)
        .limit(MAX_ASSERTED)
        .filter(HeaderAddress.class::isInstance)
        .map(header -> CallUri.of(((HeaderAddress) header).getAddress().getURI()).user())
        .filter(user -> !named(user).isEmpty())
        .findFirst()
        .orElse("");
  }
}
