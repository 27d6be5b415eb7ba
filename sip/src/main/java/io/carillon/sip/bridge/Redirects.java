package io.carillon.sip.bridge;

import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.core.trunk.TrunkTarget;
import io.carillon.sip.dialog.Messages;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;

/**
 * Which contacts of a 3xx are followed: those of a customer's PBX that lead to places its own
 * origination routes name. A carrier's are not, and none that leads elsewhere: whoever answers 302
 * would choose where the call goes and who pays for it. Pure functions.
 */
final class Redirects {
  private static final int MAX_CONTACTS = 5;

  private Redirects() {}

  static List<TrunkTarget> followed(TrunkCall call, TrunkTarget from, List<String> contacts) {
    if (call.direction() != TrunkDirection.INBOUND) {
      return List.of();
    }
    return contacts.stream()
        .limit(MAX_CONTACTS)
        .flatMap(contact -> known(call, from, contact).stream())
        .toList();
  }

  private static Optional<TrunkTarget> known(TrunkCall call, TrunkTarget from, String contact) {
    return Messages.uri(contact)
        .filter(SipURI.class::isInstance)
        .map(SipURI.class::cast)
        .filter(
            uri -> uri.getUser() != null && uri.getHost() != null && uri.getMAddrParam() == null)
        .flatMap(uri -> place(call, from, uri));
  }

  private static Optional<TrunkTarget> place(TrunkCall call, TrunkTarget from, SipURI uri) {
    int port = Math.max(0, uri.getPort());
    return call.targets().stream()
        .filter(
            target ->
                host(target.host()).equalsIgnoreCase(host(uri.getHost()))
                    || target.domain().equalsIgnoreCase(uri.getHost()))
        .filter(target -> port == 0 || port == target.port())
        .filter(target -> from.encryption() == target.encryption())
        .findFirst()
        .map(target -> withUser(target, uri.getUser()));
  }

  private static String host(String host) {
    return host.replace("[", "").replace("]", "");
  }

  private static TrunkTarget withUser(TrunkTarget target, String user) {
    return new TrunkTarget(
        target.connectorId(),
        target.region(),
        target.routeName(),
        target.host(),
        target.port(),
        target.transport(),
        target.encryption(),
        user,
        target.domain(),
        target.credentials());
  }
}
