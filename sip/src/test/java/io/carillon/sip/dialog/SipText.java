package io.carillon.sip.dialog;

import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Messages written out in tests, with LF line ends. */
public final class SipText {
  private SipText() {}

  private static Message parse(String text) {
    try {
      return new StringMsgParser()
          .parseSIPMessage(
              (text.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.UTF_8),
              true,
              false,
              null);
    } catch (ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A request of alice's with these further lines. */
  public static Request request(String method, String... lines) {
    return (Request)
        parse(
            method
                + """
                 sip:bob@server.test SIP/2.0
                Via: SIP/2.0/TCP pc.test:5060;branch=z9hG4bK1
                From: Alice <sip:alice@atlanta.test>;tag=a1
                To: Bob <sip:bob@server.test>
                Call-ID: call1@pc.test
                CSeq: 314 %s
                Contact: <sip:alice@pc.test:5062;transport=tcp>
                Max-Forwards: 70
                """
                    .formatted(method)
                + String.join("\n", lines));
  }

  /** A response of bob's to such a request with these further lines. */
  public static Response response(int status, String method, String... lines) {
    return (Response)
        parse(
            "SIP/2.0 "
                + status
                + """
                 Said
                Via: SIP/2.0/TCP pc.test:5060;branch=z9hG4bK1
                From: Alice <sip:alice@atlanta.test>;tag=a1
                To: Bob <sip:bob@server.test>;tag=b1
                Call-ID: call1@pc.test
                CSeq: 314 %s
                Contact: <sip:bob@192.0.2.4>
                """
                    .formatted(method)
                + String.join("\n", lines));
  }
}
