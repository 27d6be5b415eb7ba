package io.carillon.media.dtls;

/** What a handshake asks for and ends in; called on its own thread. */
public interface DtlsEvents {

  /** Sends a datagram to the far end; the array is the callee's. */
  void send(byte[] datagram);

  /** The handshake is done; called once, and then never {@link #failed}. */
  void keys(DtlsKeys keys);

  /** The handshake has failed; called once, and then never {@link #keys}. */
  void failed(DtlsFailure failure);
}
