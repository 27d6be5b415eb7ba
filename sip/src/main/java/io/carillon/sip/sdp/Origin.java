package io.carillon.sip.sdp;

/**
 * The {@code o=} line (RFC 8866 5.2).
 *
 * @param username of the creator, {@code -} when there is none
 * @param sessionId kept as written: devices use more than 64 bits
 * @param version kept as written; differs when the description differs
 * @param networkType IN
 * @param addressType IP4 or IP6
 * @param address of the creator; never used for media
 */
public record Origin(
    String username,
    String sessionId,
    String version,
    String networkType,
    String addressType,
    String address) {

  public Origin {
    SdpText.token(username, "username");
    SdpText.token(sessionId, "sessionId");
    SdpText.token(version, "version");
    SdpText.token(networkType, "networkType");
    SdpText.token(addressType, "addressType");
    SdpText.token(address, "address");
  }

  String encode() {
    return String.join(" ", username, sessionId, version, networkType, addressType, address);
  }
}
