package io.carillon.media.rtcp;

/** RTCP packet types (RFC 3550 12.1, RFC 4585, RFC 3611). */
public final class RtcpType {
  public static final int SENDER_REPORT = 200;
  public static final int RECEIVER_REPORT = 201;
  public static final int SOURCE_DESCRIPTION = 202;
  public static final int BYE = 203;
  public static final int APPLICATION = 204;
  public static final int TRANSPORT_FEEDBACK = 205;
  public static final int PAYLOAD_FEEDBACK = 206;
  public static final int EXTENDED_REPORT = 207;

  /** SDES item: canonical name. */
  public static final int SDES_CNAME = 1;

  private RtcpType() {}
}
