package io.carillon.sip.siprec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Metadata in the shapes devices send it in. */
final class MetadataSamples {
  static final List<String> DEVICES =
      List.of(
          "cisco-cube",
          "oracle-draft",
          "oracle-extension",
          "audiocodes",
          "ribbon",
          "ribbon-bye",
          "opensips",
          "jambonz",
          "mixed-any-order");

  private MetadataSamples() {}

  static String text(String device) {
    try (InputStream in = MetadataSamples.class.getResourceAsStream("/siprec/" + device + ".xml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RecordingMetadata device(String device) throws MetadataException {
    return RecordingMetadata.parse(text(device));
  }

  /** A document of these elements. */
  static RecordingMetadata document(DataMode mode, String... elements) throws MetadataException {
    return RecordingMetadata.parse(
        "<recording xmlns=\"urn:ietf:params:xml:ns:recording:1\"><datamode>"
            + mode.name().toLowerCase(java.util.Locale.ROOT)
            + "</datamode>"
            + String.join("", elements)
            + "</recording>");
  }

  static String sends(String participant, String... streams) {
    return "<participantstreamassoc participant_id='"
        + participant
        + "'><send>"
        + String.join("</send><send>", streams)
        + "</send></participantstreamassoc>";
  }

  static String left(String participant, String session, String when) {
    return "<participantsessionassoc participant_id='"
        + participant
        + "' session_id='"
        + session
        + "'><disassociate-time>"
        + when
        + "</disassociate-time></participantsessionassoc>";
  }
}
