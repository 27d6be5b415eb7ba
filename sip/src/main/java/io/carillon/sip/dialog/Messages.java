package io.carillon.sip.dialog;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.ExtensionHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and reads SIP headers and messages, in terms that leave the parser's checked exceptions
 * behind: what we make ourselves is well formed, so a parse error there is a defect of ours.
 *
 * <p>Stateless, thread-safe.
 */
public final class Messages {
  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
  private static final int MAX_LINES = 256;
  private static final AddressFactoryImpl ADDRESSES = new AddressFactoryImpl();
  private static final HeaderFactoryImpl HEADERS = new HeaderFactoryImpl();
  private static final MessageFactoryImpl MESSAGES = new MessageFactoryImpl();

  private Messages() {}

  /** A header by name and value. */
  public static Header header(String name, String value) {
    try {
      return HEADERS.createHeader(name, value);
    } catch (ParseException e) {
      throw new IllegalArgumentException(name + ": " + value, e);
    }
  }

  /** Puts a list header with these values in the place of the one before. */
  public static void list(Message message, String name, Iterable<String> values) {
    message.removeHeader(name);
    for (String value : values) {
      message.addHeader(header(name, value));
    }
  }

  public static Address address(String text) {
    try {
      return ADDRESSES.createAddress(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException("address " + text, e);
    }
  }

  /** A URI somebody else wrote; empty when it is none. */
  public static Optional<URI> uri(String text) {
    try {
      return Optional.of(ADDRESSES.createURI(text));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  public static ContactHeader contact(Address address) {
    return HEADERS.createContactHeader(address);
  }

  public static ViaHeader via(String host, int port, String transport, String branch) {
    try {
      ViaHeader via = HEADERS.createViaHeader(host, port, transport, branch);
      via.setRPort(); // RFC 3581: the response comes back through whatever NAT there is
      return via;
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalArgumentException("Via " + host + ":" + port + "/" + transport, e);
    }
  }

  /** What a request says besides its method: the parts RFC 3261 8.1.1 makes mandatory. */
  public record Frame(
      URI requestUri,
      String callId,
      long cseq,
      Address from,
      String fromTag,
      Address to,
      String toTag,
      ViaHeader via) {}

  /** A request with its mandatory headers. */
  public static Request request(String method, Frame frame) {
    try {
      CallIdHeader callId = HEADERS.createCallIdHeader(frame.callId());
      CSeqHeader cseq = HEADERS.createCSeqHeader(frame.cseq(), method);
      FromHeader from = HEADERS.createFromHeader(frame.from(), frame.fromTag());
      ToHeader to = HEADERS.createToHeader(frame.to(), frame.toTag());
      return MESSAGES.createRequest(
          frame.requestUri(),
          method,
          callId,
          cseq,
          from,
          to,
          List.of(frame.via()),
          HEADERS.createMaxForwardsHeader(70));
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalArgumentException(method + " " + frame, e);
    }
  }

  /**
   * A response to the request, with our tag on To unless there is one or the status is 100.
   *
   * @param phrase reason phrase, null for the standard one
   */
  public static Response response(int status, String phrase, Request request, String localTag) {
    try {
      Response response = MESSAGES.createResponse(status, request);
      if (phrase != null) {
        response.setReasonPhrase(phrase);
      }
      ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
      if (status > 100 && to.getTag() == null) {
        to.setTag(localTag);
      }
      return response;
    } catch (ParseException e) {
      throw new IllegalArgumentException("response " + status, e);
    }
  }

  public static void body(Message message, String type, String subtype, String text) {
    try {
      message.setContent(
          text.getBytes(StandardCharsets.UTF_8), HEADERS.createContentTypeHeader(type, subtype));
    } catch (ParseException e) {
      throw new IllegalArgumentException(type + "/" + subtype, e);
    }
  }

  /**
   * A body somebody else wrote.
   *
   * @throws IllegalArgumentException when the type is none
   */
  public static void body(Message message, String type, byte[] content) {
    try {
      message.setContent(content, (ContentTypeHeader) header(ContentTypeHeader.NAME, type));
    } catch (ParseException e) {
      throw new IllegalArgumentException(type, e);
    }
  }

  /** Content type in lower case without parameters, empty when there is no body. */
  public static String contentType(Message message) {
    ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
    byte[] body = message.getRawContent();
    if (body == null || body.length == 0) {
      return "";
    }
    if (type == null) {
      return "unknown";
    }
    return (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(Locale.ROOT);
  }

  public static String callId(Message message) {
    return ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
  }

  public static CSeqHeader cseq(Message message) {
    return (CSeqHeader) message.getHeader(CSeqHeader.NAME);
  }

  public static FromHeader from(Message message) {
    return (FromHeader) message.getHeader(FromHeader.NAME);
  }

  public static ToHeader to(Message message) {
    return (ToHeader) message.getHeader(ToHeader.NAME);
  }

  /** The tag of From, empty when there is none (RFC 2543). */
  public static String fromTag(Message message) {
    String tag = from(message).getTag();
    return tag == null ? "" : tag;
  }

  /** The tag of To, empty when there is none. */
  public static String toTag(Message message) {
    String tag = to(message).getTag();
    return tag == null ? "" : tag;
  }

  /** All headers of a name, in order. */
  @SuppressWarnings("unchecked")
  public static Stream<Header> headers(Message message, String name) {
    ListIterator<Header> found = message.getHeaders(name);
    Iterable<Header> iterable = () -> (Iterator<Header>) found;
    return found == null ? Stream.empty() : StreamSupport.stream(iterable.spliterator(), false);
  }

  /** Every header as text in its order, lists taken apart; at most 256, broken ones left out. */
  public static List<HeaderLine> lines(Message message) {
    List<HeaderLine> lines = new ArrayList<>();
    for (Iterator<SIPHeader> all = ((SIPMessage) message).getHeaders(); all.hasNext(); ) {
      SIPHeader header = all.next();
      Iterable<? extends SIPHeader> each =
          header instanceof SIPHeaderList<?> list ? list : List.of(header);
      for (SIPHeader one : each) {
        String value = text(one);
        if (lines.size() < MAX_LINES && HeaderLine.fits(one.getName(), value)) {
          lines.add(new HeaderLine(one.getName(), value));
        }
      }
    }
    return List.copyOf(lines);
  }

  /**
   * Adds a header somebody else wrote after those of its name there are.
   *
   * @return false when it makes no header of that name; then the message is as it was
   */
  public static boolean add(Message message, HeaderLine line) {
    try {
      message.addHeader(HEADERS.createHeader(line.name(), line.value()));
      return true;
    } catch (ParseException | RuntimeException e) {
      LOG.debug("{} left out: {}", line.name(), e.toString());
      return false;
    }
  }

  /** The value of a header as text; empty when it is missing. */
  public static Optional<String> value(Message message, String name) {
    Header header = message.getHeader(name);
    if (header == null) {
      return Optional.empty();
    }
    return Optional.of(text(header));
  }

  private static String text(Header header) {
    if (header instanceof ExtensionHeader extension) {
      return extension.getValue().trim();
    }
    String line = header.toString();
    return line.substring(line.indexOf(':') + 1).trim();
  }

  /** True when a list header such as Supported or Allow has the token, in any of its lines. */
  public static boolean lists(Message message, String name, String token) {
    return tokens(message, name).anyMatch(token::equalsIgnoreCase);
  }

  /** The tokens of a list header over all its lines. */
  public static Stream<String> tokens(Message message, String name) {
    return headers(message, name)
        .map(Header::toString)
        .map(line -> line.substring(line.indexOf(':') + 1))
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::trim)
        .filter(token -> !token.isEmpty());
  }
}
