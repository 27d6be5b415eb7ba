package io.carillon.media.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The functions of libopus, found once. The handles are constants of the class, so that calls
 * through them are compiled to plain calls; they are null when the library is missing, which {@link
 * #version} tells.
 */
final class LibOpus {
  static final int APPLICATION_VOIP = 2048;
  static final int SET_BITRATE = 4002;
  static final int SET_MAX_BANDWIDTH = 4004;
  static final int SET_VBR = 4006;
  static final int SET_COMPLEXITY = 4010;
  static final int SET_INBAND_FEC = 4012;
  static final int SET_PACKET_LOSS_PERC = 4014;
  static final int SET_DTX = 4016;
  static final int SET_SIGNAL = 4024;
  static final int SIGNAL_VOICE = 3001;

  /** Narrowband; the wider ones follow: 1102 to 1105. */
  static final int BANDWIDTH_NARROW = 1101;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Optional<SymbolLookup> LIBRARY = open();

  static final MethodHandle ENCODER_SIZE = find("opus_encoder_get_size", ints(JAVA_INT));
  static final MethodHandle ENCODER_INIT =
      find("opus_encoder_init", ints(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
  static final MethodHandle ENCODER_CTL =
      find(
          "opus_encoder_ctl", ints(ADDRESS, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
  static final MethodHandle ENCODE =
      find("opus_encode", ints(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle DECODER_SIZE = find("opus_decoder_get_size", ints(JAVA_INT));
  static final MethodHandle DECODER_INIT =
      find("opus_decoder_init", ints(ADDRESS, JAVA_INT, JAVA_INT));
  static final MethodHandle DECODE =
      find("opus_decode", ints(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private LibOpus() {}

  private static Optional<SymbolLookup> open() {
    try {
      return Optional.of(SymbolLookup.libraryLookup("libopus.so.0", Arena.global()));
    } catch (IllegalArgumentException missing) {
      // Not installed; version() says so and the Java implementation is used and named instead.
      return Optional.empty();
    }
  }

  private static FunctionDescriptor ints(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  private static MethodHandle find(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LIBRARY
        .flatMap(library -> library.find(name))
        .map(symbol -> LINKER.downcallHandle(symbol, descriptor, options))
        .orElse(null);
  }

  /** What the library calls itself, such as "libopus 1.3.1"; empty when it is missing. */
  static Optional<String> version() {
    MethodHandle handle = find("opus_get_version_string", FunctionDescriptor.of(ADDRESS));
    if (handle == null || ENCODE == null || DECODE == null) {
      return Optional.empty();
    }
    try {
      MemorySegment text = (MemorySegment) handle.invokeExact();
      return Optional.of(text.reinterpret(100).getString(0));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** A downcall itself cannot fail; if it does, nothing can be saved. */
  static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("call into libopus failed", e);
  }

  static final ValueLayout.OfShort PCM = ValueLayout.JAVA_SHORT;
}
