package io.carillon.sip.sdp;

/** Makes SRTP master keys with salt; a secure random source outside tests. */
@FunctionalInterface
public interface SrtpKeySource {
  /** A fresh key of that many bytes. */
  byte[] next(int bytes);
}
