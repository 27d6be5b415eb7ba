package io.carillon.sip.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Requests of RFC 2543 peers, whose Via has no branch or one without the magic cookie (RFC 3261
 * section 17.2.3). JAIN-SIP looks for their transactions one by one and then refuses to send an
 * answer with a To tag. So while such a request is inside, its branch is one made of what
 * identified it in RFC 2543, with the old branch packed into it; responses get the old one back on
 * their way out.
 */
final class LegacyBranch {
  private static final String MARK = "z9hG4bK-rfc2543-";
  private static final byte[] PARAMETER = (";branch=" + MARK).getBytes(StandardCharsets.US_ASCII);
  private static final int ID_CHARS = 32;

  private LegacyBranch() {}

  /** Gives a request whose own branch is none another one to be known by. */
  static void hide(SIPRequest request) throws ParseException {
    Via via = request.getTopmostVia();
    String branch = via.getBranch();
    String identity =
        String.join(
            "\n",
            request.getCallId().getCallId(),
            Long.toString(request.getCSeq().getSeqNumber()),
            String.valueOf(request.getFrom().getTag()),
            request.getRequestURI().toString(),
            via.getSentBy().encode(),
            String.valueOf(branch));
    String old =
        branch == null
            ? ""
            : "-" + HexFormat.of().formatHex(branch.getBytes(StandardCharsets.UTF_8));
    via.setBranch(MARK + digest(identity) + old);
  }

  private static String digest(String identity) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_CHARS / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The outgoing message with the branch that the peer sent. */
  static byte[] restore(byte[] message) {
    int at = indexOf(message);
    if (at < 0) {
      return message;
    }
    int end = at + PARAMETER.length;
    while (end < message.length && isTokenByte(message[end])) {
      end++;
    }
    String packed =
        new String(
            message, at + PARAMETER.length, end - at - PARAMETER.length, StandardCharsets.US_ASCII);
    byte[] old = new byte[0];
    if (packed.length() > ID_CHARS + 1) {
      byte[] branch = HexFormat.of().parseHex(packed.substring(ID_CHARS + 1));
      old =
          (";branch=" + new String(branch, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
    }
    byte[] whole = Arrays.copyOf(message, at + old.length + message.length - end);
    System.arraycopy(old, 0, whole, at, old.length);
    System.arraycopy(message, end, whole, at + old.length, message.length - end);
    return whole;
  }

  private static boolean isTokenByte(byte b) {
    return b == '-' || b >= '0' && b <= '9' || b >= 'a' && b <= 'f';
  }

  /** In the first Via, which stands before the body and before everything a peer could choose. */
  private static int indexOf(byte[] message) {
    // Requests of ours have branches of ours.
    if (message.length < 4 || message[0] != 'S' || message[3] != '/') {
      return -1;
    }
    for (int at = 0; at + PARAMETER.length < message.length; at++) {
      if (message[at] == PARAMETER[0]
          && Arrays.equals(message, at, at + PARAMETER.length, PARAMETER, 0, PARAMETER.length)) {
        return at;
      }
    }
    return -1;
  }
}
