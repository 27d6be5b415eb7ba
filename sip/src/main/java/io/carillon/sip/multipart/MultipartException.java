package io.carillon.sip.multipart;

/** Why a body is no usable multipart: one line of ASCII without quotes, fit for a Warning. */
public final class MultipartException extends Exception {
  private static final long serialVersionUID = 1L;

  MultipartException(String reason) {
    super(reason);
  }
}
