package io.carillon.sip.transport;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.regex.Pattern;

/**
 * Keeps the empty user of {@code sip:@host}, which rooms dial: a To must come back as it was (RFC
 * 3261 section 8.2.6.2). JAIN-SIP reads it as a user of null and would write {@code sip:null@host}.
 */
final class EmptyUsers {
  private static final Pattern NULL_USER = Pattern.compile("(?i)^(sips?):null(?=[:@])");

  private EmptyUsers() {}

  /** Repairs To and From, which answers and our own requests in the dialog repeat. */
  static void keep(SIPMessage message) {
    keep((AddressParametersHeader) message.getFrom());
    keep((AddressParametersHeader) message.getTo());
  }

  private static void keep(AddressParametersHeader party) {
    if (party.getAddress() != null
        && party.getAddress().getURI() instanceof SipUri uri
        && uri.getUser() == null
        && uri.getAuthority() != null
        && uri.getAuthority().getUserInfo() != null) {
      party.getAddress().setURI(new WithEmptyUser(uri));
    }
  }

  /** Written as it was read; its parameters are only there in writing. */
  private static final class WithEmptyUser extends SipUri {
    private static final long serialVersionUID = 1;

    private final String text;

    WithEmptyUser(SipUri read) {
      setScheme(read.getScheme());
      setAuthority(read.getAuthority());
      text = NULL_USER.matcher(read.encode()).replaceFirst("$1:");
    }

    @Override
    public String encode() {
      return text;
    }

    @Override
    public StringBuilder encode(StringBuilder out) {
      return out.append(text);
    }
  }
}
