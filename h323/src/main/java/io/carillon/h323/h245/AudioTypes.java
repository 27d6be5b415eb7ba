package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.TEXT;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static io.carillon.h323.per.Types.unread;

import io.carillon.h323.per.Type;

/** Audio capabilities (H.245 clause B.2.2.6). */
final class AudioTypes {

  static final Type IS11172_AUDIO_CAPABILITY =
      sequence(
          of("audioLayer1", BOOLEAN),
          of("audioLayer2", BOOLEAN),
          of("audioLayer3", BOOLEAN),
          of("audioSampling32k", BOOLEAN),
          of("audioSampling44k1", BOOLEAN),
          of("audioSampling48k", BOOLEAN),
          of("singleChannel", BOOLEAN),
          of("twoChannels", BOOLEAN),
          of("bitRate", integer(1, 448)),
          MORE);

  static final Type IS13818_AUDIO_CAPABILITY =
      sequence(
          of("audioLayer1", BOOLEAN),
          of("audioLayer2", BOOLEAN),
          of("audioLayer3", BOOLEAN),
          of("audioSampling16k", BOOLEAN),
          of("audioSampling22k05", BOOLEAN),
          of("audioSampling24k", BOOLEAN),
          of("audioSampling32k", BOOLEAN),
          of("audioSampling44k1", BOOLEAN),
          of("audioSampling48k", BOOLEAN),
          of("singleChannel", BOOLEAN),
          of("twoChannels", BOOLEAN),
          of("threeChannels2-1", BOOLEAN),
          of("threeChannels3-0", BOOLEAN),
          of("fourChannels2-0-2-0", BOOLEAN),
          of("fourChannels2-2", BOOLEAN),
          of("fourChannels3-1", BOOLEAN),
          of("fiveChannels3-0-2-0", BOOLEAN),
          of("fiveChannels3-2", BOOLEAN),
          of("lowFrequencyEnhancement", BOOLEAN),
          of("multilingual", BOOLEAN),
          of("bitRate", integer(1, 1130)),
          MORE);

  static final Type GSMAUDIO_CAPABILITY =
      sequence(
          of("audioUnitSize", integer(1, 256)),
          of("comfortNoise", BOOLEAN),
          of("scrambled", BOOLEAN),
          MORE);

  static final Type NO_PTAUDIO_TELEPHONY_EVENT_CAPABILITY =
      sequence(of("audioTelephoneEvent", TEXT), MORE);

  static final Type NO_PTAUDIO_TONE_CAPABILITY = sequence(MORE);

  static final Type AUDIO_CAPABILITY =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("g711Alaw64k", integer(1, 256)),
          of("g711Alaw56k", integer(1, 256)),
          of("g711Ulaw64k", integer(1, 256)),
          of("g711Ulaw56k", integer(1, 256)),
          of("g722-64k", integer(1, 256)),
          of("g722-56k", integer(1, 256)),
          of("g722-48k", integer(1, 256)),
          of(
              "g7231",
              sequence(
                  of("maxAl-sduAudioFrames", integer(1, 256)), of("silenceSuppression", BOOLEAN))),
          of("g728", integer(1, 256)),
          of("g729", integer(1, 256)),
          of("g729AnnexA", integer(1, 256)),
          of("is11172AudioCapability", IS11172_AUDIO_CAPABILITY),
          of("is13818AudioCapability", IS13818_AUDIO_CAPABILITY),
          MORE,
          of("g729wAnnexB", integer(1, 256)),
          of("g729AnnexAwAnnexB", integer(1, 256)),
          unread("g7231AnnexCCapability"),
          of("gsmFullRate", GSMAUDIO_CAPABILITY),
          of("gsmHalfRate", GSMAUDIO_CAPABILITY),
          of("gsmEnhancedFullRate", GSMAUDIO_CAPABILITY),
          of("genericAudioCapability", CommonTypes.GENERIC_CAPABILITY),
          unread("g729Extensions"),
          unread("vbd"),
          of("audioTelephonyEvent", NO_PTAUDIO_TELEPHONY_EVENT_CAPABILITY),
          of("audioTone", NO_PTAUDIO_TONE_CAPABILITY));

  static final Type USER_INPUT_CAPABILITY =
      choice(
          of("nonStandard", listOf(1, 16, CommonTypes.NON_STANDARD_PARAMETER)),
          of("basicString"),
          of("iA5String"),
          of("generalString"),
          of("dtmf"),
          of("hookflash"),
          MORE,
          of("extendedAlphanumeric"),
          of("encryptedBasicString"),
          of("encryptedIA5String"),
          of("encryptedGeneralString"),
          of("secureDTMF"),
          of("genericUserInputCapability", CommonTypes.GENERIC_CAPABILITY));

  static final Type AUDIO_TELEPHONY_EVENT_CAPABILITY =
      sequence(
          of("dynamicRTPPayloadType", integer(96, 127)), of("audioTelephoneEvent", TEXT), MORE);

  static final Type AUDIO_TONE_CAPABILITY =
      sequence(of("dynamicRTPPayloadType", integer(96, 127)), MORE);

  private AudioTypes() {}
}
