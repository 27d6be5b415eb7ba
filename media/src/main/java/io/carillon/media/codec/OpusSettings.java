package io.carillon.media.codec;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How Opus is encoded. Always mono.
 *
 * @param sampleRate Hz of the PCM on our side, 48000, 16000 or 8000; the RTP clock is 48000 anyway
 * @param bitrate bit/s, 6000-510000
 * @param complexity 0-10; 5 costs half of 8
 * @param fec in-band forward error correction
 * @param lossPercent the loss that FEC is laid out for, 0-100
 * @param dtx discontinuous transmission
 * @param vbr variable bit rate
 * @param maxPlaybackRate Hz beyond which the far end hears nothing, 8000-48000
 */
public record OpusSettings(
    int sampleRate,
    int bitrate,
    int complexity,
    boolean fec,
    int lossPercent,
    boolean dtx,
    boolean vbr,
    int maxPlaybackRate) {

  /** 32 kbit/s, FEC for 10 % loss where the far end wants it. */
  public static final OpusSettings DEFAULT =
      new OpusSettings(48_000, 32_000, 5, true, 10, false, true, 48_000);

  private static final int MIN_BITRATE = 6_000;
  private static final int MAX_BITRATE = 510_000;
  private static final Pattern SEPARATOR = Pattern.compile("\\s*;\\s*");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,6}");

  public OpusSettings {
    if (sampleRate != 48_000 && sampleRate != 16_000 && sampleRate != 8_000) {
      throw new IllegalArgumentException(
          "opus sampleRate " + sampleRate + ": 48000, 16000 or 8000");
    }
    requireRange("bitrate", bitrate, MIN_BITRATE, MAX_BITRATE);
    requireRange("complexity", complexity, 0, 10);
    requireRange("lossPercent", lossPercent, 0, 100);
    requireRange("maxPlaybackRate", maxPlaybackRate, 8_000, 48_000);
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "opus " + name + " " + value + ": allowed are " + min + "-" + max);
    }
  }

  /**
   * These settings as the far end wishes them (RFC 7587 section 6.1): maxaveragebitrate and
   * maxplaybackrate only lower, useinbandfec and usedtx are off unless asked for, cbr turns vbr
   * off. stereo asks for what we never send and changes nothing. Parameters that are unknown or
   * malformed are ignored.
   */
  public OpusSettings forFarEnd(String parameters) {
    int rate = bitrate;
    int playback = maxPlaybackRate;
    boolean wantsFec = false;
    boolean wantsDtx = false;
    boolean variable = vbr;
    for (String parameter : SEPARATOR.split(parameters.trim())) {
      int equals = parameter.indexOf('=');
      String value = parameter.substring(equals + 1).trim();
      if (equals > 0 && DIGITS.matcher(value).matches()) {
        int number = Integer.parseInt(value);
        switch (parameter.substring(0, equals).trim().toLowerCase(Locale.ROOT)) {
          case "maxaveragebitrate" -> rate = Math.clamp(number, MIN_BITRATE, rate);
          case "maxplaybackrate" -> playback = Math.clamp(number, 8_000, playback);
          case "useinbandfec" -> wantsFec = number == 1;
          case "usedtx" -> wantsDtx = number == 1;
          case "cbr" -> variable = number != 1 && vbr;
          default -> {
            // stereo, sprop-*, ptime and what others may invent.
          }
        }
      }
    }
    return new OpusSettings(
        sampleRate,
        rate,
        complexity,
        fec && wantsFec,
        lossPercent,
        dtx || wantsDtx,
        variable,
        playback);
  }
}
