package io.carillon.media.engine;

import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.dtls.DtlsHandshakes;
import io.carillon.media.pack.FormatFacts;
import io.carillon.media.prompt.EncodedSounds;
import io.carillon.media.prompt.PromptLibrary;
import io.carillon.media.stream.TapFactory;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all sessions of an engine share.
 *
 * @param random a secure source: SSRCs, sequence numbers and timestamps begin unforeseeably (RFC
 *     3550 9.1)
 * @param cname of this server in RTCP
 */
record EngineParts(
    MediaSettings settings,
    CodecRegistry codecs,
    FormatFacts facts,
    PromptLibrary prompts,
    EncodedSounds encodedSounds,
    TapFactory taps,
    DtlsHandshakes handshakes,
    RandomGenerator random,
    LongSupplier nanoTime,
    WallClock wallClock,
    String cname) {

  /** The same for a session whose audio is streamed in a way of its own. */
  EngineParts withTaps(TapFactory own) {
    return new EngineParts(
        settings,
        codecs,
        facts,
        prompts,
        encodedSounds,
        own,
        handshakes,
        random,
        nanoTime,
        wallClock,
        cname);
  }
}
