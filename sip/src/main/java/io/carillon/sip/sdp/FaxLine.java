package io.carillon.sip.sdp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A line {@code m=image PORT udptl t38} (ITU-T T.38 Annex D): fax over UDPTL. Its parameters pass
 * from leg to leg as they are.
 *
 * @param index which line of its description it is, from 0
 * @param remote where its owner takes datagrams; null when it is nowhere (0.0.0.0) or only a name
 * @param parameters its T.38 attributes in order
 */
public record FaxLine(int index, InetSocketAddress remote, List<Attribute> parameters) {
  private static final String PROTOCOL = "udptl";
  private static final String FORMAT = "t38";

  /** As many as T.38 names, twice over. */
  private static final int MOST_PARAMETERS = 32;

  public FaxLine {
    parameters = List.copyOf(parameters);
  }

  /** Whether a line is one of these, whatever its port. */
  static boolean is(MediaDescription line) {
    return line.type().equalsIgnoreCase("image")
        && line.protocol().equalsIgnoreCase(PROTOCOL)
        && line.formats().stream().anyMatch(FORMAT::equalsIgnoreCase);
  }

  /** The first such line that is not switched off; T.38 over TCP or TLS is none. */
  public static Optional<FaxLine> of(SessionDescription sdp) {
    for (int i = 0; i < sdp.media().size(); i++) {
      MediaDescription line = sdp.media().get(i);
      if (is(line) && line.port() != 0) {
        return Optional.of(new FaxLine(i, AudioLine.of(sdp, i).rtp(), parameters(line)));
      }
    }
    return Optional.empty();
  }

  /** The parameters of a line of another leg; where it stands and leads to is no matter. */
  public static Optional<FaxLine> of(MediaDescription line) {
    return is(line) ? Optional.of(new FaxLine(0, null, parameters(line))) : Optional.empty();
  }

  private static List<Attribute> parameters(MediaDescription line) {
    return line.attributes().stream()
        .filter(attribute -> attribute.name().toUpperCase(Locale.ROOT).startsWith("T38"))
        .limit(MOST_PARAMETERS)
        .toList();
  }

  /**
   * The same fax at an address of ours.
   *
   * @param kept attributes of the line it stands in, mid and label
   */
  MediaDescription at(InetSocketAddress ours, List<Attribute> kept) {
    Objects.requireNonNull(ours, "ours");
    List<Attribute> attributes = new ArrayList<>(parameters);
    attributes.addAll(kept);
    return MediaDescription.of("image", ours.getPort(), PROTOCOL, List.of(FORMAT), attributes);
  }
}
