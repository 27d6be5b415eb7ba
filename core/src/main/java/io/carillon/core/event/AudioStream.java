package io.carillon.core.event;

import java.util.Objects;

/**
 * One party's audio in a stream.
 *
 * @param streamArn in the form of 2-formats section 4
 * @param startFragmentNumber of its first fragment
 * @param party whose audio it is
 */
public record AudioStream(String streamArn, String startFragmentNumber, StreamedParty party) {
  public AudioStream {
    Objects.requireNonNull(streamArn, "streamArn");
    Objects.requireNonNull(startFragmentNumber, "startFragmentNumber");
    Objects.requireNonNull(party, "party");
  }
}
