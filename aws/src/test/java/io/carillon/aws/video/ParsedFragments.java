package io.carillon.aws.video;

import com.amazonaws.kinesisvideo.parser.ebml.MkvTypeInfos;
import com.amazonaws.kinesisvideo.parser.ebml.ParserByteSource;
import com.amazonaws.kinesisvideo.parser.mkv.Frame;
import com.amazonaws.kinesisvideo.parser.mkv.MkvDataElement;
import com.amazonaws.kinesisvideo.parser.mkv.MkvElement;
import com.amazonaws.kinesisvideo.parser.mkv.MkvElementVisitException;
import com.amazonaws.kinesisvideo.parser.mkv.MkvEndMasterElement;
import com.amazonaws.kinesisvideo.parser.mkv.StreamingMkvReader;
import com.amazonaws.kinesisvideo.parser.utilities.FragmentMetadataVisitor;
import com.amazonaws.kinesisvideo.parser.utilities.MkvTrackMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is put into a stream with Amazon's own parser library. */
final class ParsedFragments {
  private static final int TRACK = 1;

  private ParsedFragments() {}

  /**
   * A fragment as the library decoded it.
   *
   * @param timecode ms since 1970
   * @param pcm little-endian samples of all blocks
   * @param tags as name=value
   */
  record Parsed(
      long timecode, String codecId, double samplingFrequency, byte[] pcm, List<String> tags) {}

  /** What happens with each fragment; false ends the reading. */
  interface Taker {
    void begun(long timecode) throws IOException;

    boolean complete(Parsed fragment) throws IOException;
  }

  static void read(InputStream in, Taker taker) throws IOException, MkvElementVisitException {
    Source source = new Source(in);
    StreamingMkvReader reader = StreamingMkvReader.createDefault(source);
    FragmentMetadataVisitor metadata = FragmentMetadataVisitor.create();
    ByteArrayOutputStream pcm = new ByteArrayOutputStream();
    List<String> tags = new ArrayList<>();
    long timecode = -1;
    String tagName = "";
    while (!source.ended) {
      Optional<MkvElement> next;
      try {
        next = reader.nextIfAvailable();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      if (next.isEmpty()) {
        continue;
      }
      MkvElement element = next.get();
      element.accept(metadata);
      switch (element) {
        case MkvDataElement data when is(data, MkvTypeInfos.TIMECODE) -> {
          timecode = ((BigInteger) data.getValueCopy().getVal()).longValue();
          taker.begun(timecode);
        }
        case MkvDataElement data when is(data, MkvTypeInfos.TAGNAME) ->
            tagName = (String) data.getValueCopy().getVal();
        case MkvDataElement data when is(data, MkvTypeInfos.TAGSTRING) ->
            tags.add(tagName + "=" + data.getValueCopy().getVal());
        case MkvDataElement data when is(data, MkvTypeInfos.SIMPLEBLOCK) -> {
          ByteBuffer samples = ((Frame) data.getValueCopy().getVal()).getFrameData();
          byte[] bytes = new byte[samples.remaining()];
          samples.get(bytes);
          pcm.writeBytes(bytes);
        }
        case MkvEndMasterElement end when is(end, MkvTypeInfos.CLUSTER) && !source.ended -> {
          MkvTrackMetadata track = metadata.getMkvTrackMetadata(TRACK);
          Parsed parsed =
              new Parsed(
                  timecode,
                  track.getCodecId(),
                  frequency(track),
                  pcm.toByteArray(),
                  List.copyOf(tags));
          pcm.reset();
          tags.clear();
          if (!taker.complete(parsed)) {
            return;
          }
        }
        default -> {}
      }
    }
  }

  private static boolean is(
      MkvElement element, com.amazonaws.kinesisvideo.parser.ebml.EBMLTypeInfo type) {
    return element.getElementMetaData().getTypeInfo().equals(type);
  }

  /** From the elements of the track, which the library keeps as they came. */
  private static double frequency(MkvTrackMetadata track) {
    return track.getAllElementsInTrack().stream()
        .filter(element -> is(element, MkvTypeInfos.SAMPLINGFREQUENCY))
        .map(element -> (Double) ((MkvDataElement) element).getValueCopy().getVal())
        .findFirst()
        .orElse(0.0);
  }

  /** Waits for bytes, where the library's own source spins. */
  private static final class Source implements ParserByteSource {
    private final InputStream in;
    private boolean ended;

    Source(InputStream in) {
      this.in = in;
    }

    @Override
    public int readByte() {
      try {
        int next = in.read();
        ended |= next < 0;
        return next;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int available() {
      return Integer.MAX_VALUE;
    }

    @Override
    public int readBytes(ByteBuffer destination, int count) {
      try {
        int read = in.read(destination.array(), destination.position(), count);
        ended |= read < 0;
        if (read > 0) {
          destination.position(destination.position() + read);
        }
        return read;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean eof() {
      return ended;
    }
  }
}
