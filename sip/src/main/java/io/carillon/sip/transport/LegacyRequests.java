package io.carillon.sip.transport;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;

/**
 * Fills in what RFC 2543 peers may leave out and JAIN-SIP makes no transaction without (RFC 4475
 * section 3.4.1).
 */
final class LegacyRequests {
  private LegacyRequests() {}

  static void complete(SIPRequest request) throws ParseException {
    if (request.getMaxForwards() == null) {
      request.setHeader(maxForwards());
    }
    Via via = request.getTopmostVia();
    boolean legacy =
        via.getBranch() == null || !via.getBranch().toLowerCase(Locale.ROOT).startsWith("z9hg4bk");
    if (legacy) {
      boolean beginsDialog = request.getMethod().equals("INVITE") && request.getToTag() == null;
      if (beginsDialog && request.getContactHeader() == null) {
        // RFC 2543 section 6.13: without a Contact later requests go to the From address.
        Contact contact = new Contact();
        contact.setAddress((AddressImpl) request.getFrom().getAddress().clone());
        request.setHeader(contact);
      }
      LegacyBranch.hide(request);
    }
  }

  private static MaxForwards maxForwards() {
    try {
      return new MaxForwards(70);
    } catch (InvalidArgumentException e) {
      throw new IllegalStateException("70 is a number of hops", e);
    }
  }
}
