package io.carillon.media.codec;

/**
 * The two companding laws of ITU-T G.711 as tables. Bytes are as on the wire: u-law inverted, A-law
 * with its even bits inverted. Immutable.
 */
enum G711Law {
  /** PCMU. Decision levels are multiples of 4 on the 16-bit scale, so 14 bits select the byte. */
  MU(2) {
    @Override
    int compress(int linear) {
      int magnitude = Math.min(Math.abs(linear), 32635) + 132;
      int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
      int mantissa = (magnitude >> (exponent + 3)) & 0x0f;
      return ~((linear < 0 ? 0x80 : 0) | exponent << 4 | mantissa) & 0xff;
    }

    @Override
    int expand(int code) {
      int bits = ~code & 0xff;
      int exponent = bits >> 4 & 7;
      int magnitude = (((bits & 0x0f) << 3) + 132 << exponent) - 132;
      return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }
  },

  /** PCMA. Decision levels are multiples of 16 on the 16-bit scale, so 12 bits select the byte. */
  A(4) {
    @Override
    int compress(int linear) {
      int magnitude = linear < 0 ? -linear - 1 : linear;
      int exponent = Math.max(0, 31 - Integer.numberOfLeadingZeros(magnitude | 1) - 7);
      int mantissa = magnitude >> (exponent == 0 ? 4 : exponent + 3) & 0x0f;
      return ((linear < 0 ? 0 : 0x80) | exponent << 4 | mantissa) ^ 0x55;
    }

    @Override
    int expand(int code) {
      int bits = code ^ 0x55;
      int exponent = bits >> 4 & 7;
      int magnitude = ((bits & 0x0f) << 4) + 8;
      if (exponent > 0) {
        magnitude = magnitude + 256 << exponent - 1;
      }
      return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }
  };

  private final int shift;
  private final byte[] toCode;
  private final short[] toLinear = new short[256];

  G711Law(int shift) {
    this.shift = shift;
    int half = 32768 >> shift;
    toCode = new byte[2 * half];
    for (int i = 0; i < toCode.length; i++) {
      // The middle of the step stands for all samples of the step.
      toCode[i] = (byte) compress((i - half << shift) + (1 << shift - 1));
    }
    for (int code = 0; code < 256; code++) {
      toLinear[code] = (short) expand(code);
    }
  }

  abstract int compress(int linear);

  abstract int expand(int code);

  void encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
    byte[] table = toCode;
    int half = table.length / 2;
    for (int i = 0; i < samples; i++) {
      out[outOffset + i] = table[(pcm[offset + i] >> shift) + half];
    }
  }

  void decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
    short[] table = toLinear;
    for (int i = 0; i < length; i++) {
      pcm[pcmOffset + i] = table[payload[offset + i] & 0xff];
    }
  }
}
