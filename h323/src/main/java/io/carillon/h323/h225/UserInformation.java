package io.carillon.h323.h225;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import io.carillon.h323.per.Limits;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.PerException;
import io.carillon.h323.per.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * H323-UserInformation: the content of a user-to-user element (H.225.0 7.2.2.31 and 7.3).
 *
 * @param body the message: its name, such as setup, and what it says
 * @param tunnelling whether the sender takes H.245 messages in here (H.323 8.2.1)
 * @param control H.245 messages that came along
 */
public record UserInformation(Chosen body, boolean tunnelling, List<Octets> control) {
  private static final byte DISCRIMINATOR = 5;
  private static final String PDU = "h323-uu-pdu";
  private static final String BODY = "h323-message-body";
  private static final String TUNNELING = "h245Tunneling";
  private static final String CONTROL = "h245Control";

  public UserInformation {
    Objects.requireNonNull(body, "body");
    control = List.copyOf(control);
  }

  /**
   * Reads the content of an element, with the protocol discriminator it begins with.
   *
   * @throws PerException when it is none
   */
  public static UserInformation read(byte[] element) throws PerException {
    byte[] information =
        element.length > 0 && element[0] == DISCRIMINATOR
            ? Arrays.copyOfRange(element, 1, element.length)
            : element;
    Value value = SignallingTypes.H323_USER_INFORMATION.decode(information, Limits.USUAL);
    Fields pdu = ((Fields) value).fields(PDU);
    return new UserInformation(
        pdu.chosen(BODY).orElseThrow(),
        pdu.flag(TUNNELING),
        pdu.each(CONTROL, Octets.class).toList());
  }

  /** The content of an element. */
  public byte[] write() {
    Fields.Builder pdu = Fields.fields().set(BODY, body).set(TUNNELING, tunnelling);
    if (!control.isEmpty()) {
      pdu.set(CONTROL, new Items(List.copyOf(control)));
    }
    byte[] information =
        SignallingTypes.H323_USER_INFORMATION.encode(Fields.fields().set(PDU, pdu.done()).done());
    byte[] element = new byte[information.length + 1];
    element[0] = DISCRIMINATOR;
    System.arraycopy(information, 0, element, 1, information.length);
    return element;
  }

  /** What the message says. */
  public Fields fields() {
    return body.fields();
  }
}
