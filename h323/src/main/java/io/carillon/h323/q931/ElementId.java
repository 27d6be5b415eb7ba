package io.carillon.h323.q931;

/** Information elements that mean something to us (Q.931 4.5). */
public enum ElementId {
  BEARER_CAPABILITY(0x04),
  CAUSE(0x08),
  CALL_STATE(0x14),
  NOTIFICATION_INDICATOR(0x27),
  DISPLAY(0x28),
  KEYPAD(0x2c),
  SIGNAL(0x34),
  CALLING_PARTY_NUMBER(0x6c),
  CALLED_PARTY_NUMBER(0x70),
  USER_USER(0x7e);

  private final int code;

  ElementId(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
