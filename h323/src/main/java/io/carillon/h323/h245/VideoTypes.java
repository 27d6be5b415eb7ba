package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;

import io.carillon.h323.per.Type;

/** Video capabilities (H.245 clause B.2.2.4). */
final class VideoTypes {

  static final Type H261_VIDEO_CAPABILITY =
      sequence(
          maybe("qcifMPI", integer(1, 4)),
          maybe("cifMPI", integer(1, 4)),
          of("temporalSpatialTradeOffCapability", BOOLEAN),
          of("maxBitRate", integer(1, 19200)),
          of("stillImageTransmission", BOOLEAN),
          MORE,
          of("videoBadMBsCap", BOOLEAN));

  static final Type H262_VIDEO_CAPABILITY =
      sequence(
          of("profileAndLevel-SPatML", BOOLEAN),
          of("profileAndLevel-MPatLL", BOOLEAN),
          of("profileAndLevel-MPatML", BOOLEAN),
          of("profileAndLevel-MPatH-14", BOOLEAN),
          of("profileAndLevel-MPatHL", BOOLEAN),
          of("profileAndLevel-SNRatLL", BOOLEAN),
          of("profileAndLevel-SNRatML", BOOLEAN),
          of("profileAndLevel-SpatialatH-14", BOOLEAN),
          of("profileAndLevel-HPatML", BOOLEAN),
          of("profileAndLevel-HPatH-14", BOOLEAN),
          of("profileAndLevel-HPatHL", BOOLEAN),
          maybe("videoBitRate", integer(0, 1073741823)),
          maybe("vbvBufferSize", integer(0, 262143)),
          maybe("samplesPerLine", integer(0, 16383)),
          maybe("linesPerFrame", integer(0, 16383)),
          maybe("framesPerSecond", integer(0, 15)),
          maybe("luminanceSampleRate", integer(0, 4294967295L)),
          MORE,
          of("videoBadMBsCap", BOOLEAN));

  static final Type H263_VIDEO_CAPABILITY =
      sequence(
          maybe("sqcifMPI", integer(1, 32)),
          maybe("qcifMPI", integer(1, 32)),
          maybe("cifMPI", integer(1, 32)),
          maybe("cif4MPI", integer(1, 32)),
          maybe("cif16MPI", integer(1, 32)),
          of("maxBitRate", integer(1, 192400)),
          of("unrestrictedVector", BOOLEAN),
          of("arithmeticCoding", BOOLEAN),
          of("advancedPrediction", BOOLEAN),
          of("pbFrames", BOOLEAN),
          of("temporalSpatialTradeOffCapability", BOOLEAN),
          maybe("hrd-B", integer(0, 524287)),
          maybe("bppMaxKb", integer(0, 65535)),
          MORE,
          maybe("slowSqcifMPI", integer(1, 3600)),
          maybe("slowQcifMPI", integer(1, 3600)),
          maybe("slowCifMPI", integer(1, 3600)),
          maybe("slowCif4MPI", integer(1, 3600)),
          maybe("slowCif16MPI", integer(1, 3600)),
          of("errorCompensation", BOOLEAN));

  static final Type IS11172_VIDEO_CAPABILITY =
      sequence(
          of("constrainedBitstream", BOOLEAN),
          maybe("videoBitRate", integer(0, 1073741823)),
          maybe("vbvBufferSize", integer(0, 262143)),
          maybe("samplesPerLine", integer(0, 16383)),
          maybe("linesPerFrame", integer(0, 16383)),
          maybe("pictureRate", integer(0, 15)),
          maybe("luminanceSampleRate", integer(0, 4294967295L)),
          MORE,
          of("videoBadMBsCap", BOOLEAN));

  static final Type VIDEO_CAPABILITY =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("h261VideoCapability", H261_VIDEO_CAPABILITY),
          of("h262VideoCapability", H262_VIDEO_CAPABILITY),
          of("h263VideoCapability", H263_VIDEO_CAPABILITY),
          of("is11172VideoCapability", IS11172_VIDEO_CAPABILITY),
          MORE,
          of("genericVideoCapability", CommonTypes.GENERIC_CAPABILITY));

  private VideoTypes() {}
}
