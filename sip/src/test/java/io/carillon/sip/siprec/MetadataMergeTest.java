package io.carillon.sip.siprec;

import static io.carillon.sip.siprec.MetadataSamples.device;
import static io.carillon.sip.siprec.MetadataSamples.document;
import static io.carillon.sip.siprec.MetadataSamples.left;
import static io.carillon.sip.siprec.MetadataSamples.sends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Updates as in the call flows of RFC 8068: hold, transfer, conference, end. */
class MetadataMergeTest {
  private static final String ALICE =
      "<participant participant_id='a'><nameID aor='sip:a@x'><name>Alice</name></nameID>"
          + "</participant>";
  private static final String BOB =
      "<participant participant_id='b'><nameID aor='sip:b@x'/></participant>";

  private final RecordingMetadata call =
      document(
          DataMode.COMPLETE,
          "<session session_id='s'><start-time>2026-01-01T10:00:00Z</start-time></session>",
          ALICE,
          BOB,
          "<stream stream_id='1' session_id='s'><label>96</label></stream>",
          "<stream stream_id='2' session_id='s'><label>97</label></stream>",
          "<participantsessionassoc participant_id='a' session_id='s'/>",
          "<participantsessionassoc participant_id='b' session_id='s'/>",
          sends("a", "1"),
          sends("b", "2"));

  MetadataMergeTest() throws MetadataException {}

  @Test
  void aCompleteDocumentTakesThePlaceOfEverything() throws MetadataException {
    RecordingMetadata other = device("jambonz");

    assertThat(call.merge(other)).isEqualTo(other);
  }

  @Test
  void anUpdateChangesWhatItNamesAndKeepsTheRest() throws MetadataException {
    RecordingMetadata update =
        document(
            DataMode.PARTIAL,
            "<participant participant_id='b'><nameID aor='sip:b@y'><name>Bob</name></nameID>"
                + "</participant>");

    RecordingMetadata merged = call.merge(update);

    assertThat(merged.mode()).isEqualTo(DataMode.COMPLETE);
    assertThat(merged.xml()).isEqualTo(update.xml());
    assertThat(merged.participants()).extracting(Participant::id).containsExactly("a", "b");
    assertThat(merged.speakersOf("97")).extracting(Participant::displayName).containsExactly("Bob");
    assertThat(merged.speakersOf("96")).isEqualTo(call.speakersOf("96"));
    assertThat(merged.sessions()).isEqualTo(call.sessions());
  }

  @Test
  void onHoldSomebodyHearsButDoesNotSpeak() throws MetadataException {
    RecordingMetadata held =
        call.merge(
            document(
                DataMode.PARTIAL,
                "<participantstreamassoc participant_id='a'><recv>2</recv>"
                    + "</participantstreamassoc>"));

    assertThat(held.speakersOf("96")).isEmpty();
    assertThat(held.speakersOf("97")).hasSize(1);
    assertThat(held.merge(document(DataMode.PARTIAL, sends("a", "1"))).speakersOf("96"))
        .extracting(Participant::id)
        .containsExactly("a");
  }

  @Test
  void whoLeavesTheCallSpeaksNoMoreUntilTheReturn() throws MetadataException {
    RecordingMetadata gone =
        call.merge(document(DataMode.PARTIAL, left("b", "s", "2026-01-01T10:05:00Z")));

    assertThat(gone.speakersOf("97")).isEmpty();
    assertThat(gone.speakersOf("96")).hasSize(1);

    RecordingMetadata back =
        gone.merge(
            document(
                DataMode.PARTIAL,
                "<participantsessionassoc participant_id='b' session_id='s'>"
                    + "<associate-time>2026-01-01T10:06:00Z</associate-time>"
                    + "</participantsessionassoc>"));
    assertThat(back.speakersOf("97")).hasSize(1);
    assertThat(back.attendances()).hasSize(2);
  }

  @Test
  void aLeavingThatNamesNoSessionMeansAll() throws MetadataException {
    RecordingMetadata gone =
        call.merge(document(DataMode.PARTIAL, left("b", "", "2026-01-01T10:05:00Z")));

    assertThat(gone.speakersOf("97")).isEmpty();
    assertThat(gone.attendances())
        .filteredOn(a -> a.participantId().equals("b"))
        .singleElement()
        .satisfies(a -> assertThat(a.sessionId()).isEqualTo("s"));
  }

  @Test
  void anEndedContributionTakesOnlyItsStreams() throws MetadataException {
    RecordingMetadata both = call.merge(document(DataMode.PARTIAL, sends("a", "1", "2")));
    String end =
        "<participantstreamassoc participant_id='a'>%s"
            + "<disassociate-time>2026-01-01T10:05:00Z</disassociate-time>"
            + "</participantstreamassoc>";

    RecordingMetadata one = both.merge(document(DataMode.PARTIAL, end.formatted("<send>2</send>")));
    RecordingMetadata none = both.merge(document(DataMode.PARTIAL, end.formatted("")));

    assertThat(one.speakersOf("96")).extracting(Participant::id).containsExactly("a");
    assertThat(one.speakersOf("97")).extracting(Participant::id).containsExactly("b");
    assertThat(none.speakersOf("96")).isEmpty();
    assertThat(none.contributions())
        .filteredOn(c -> c.participantId().equals("a"))
        .singleElement()
        .satisfies(c -> assertThat(c.send()).isEqualTo(List.of("1", "2")));
  }

  @Test
  void aNewPartyBringsItsStream() throws MetadataException {
    RecordingMetadata conference =
        call.merge(
            document(
                DataMode.PARTIAL,
                "<participant participant_id='c'><nameID aor='sip:c@x'/></participant>",
                "<stream stream_id='3' session_id='s'><label>98</label></stream>",
                sends("c", "3")));

    assertThat(conference.speakersOf("98")).extracting(Participant::aor).containsExactly("sip:c@x");
    assertThat(conference.speakersOf("96")).hasSize(1);
  }

  @Test
  void theEndThatComesWithTheByeEndsTheSession() throws MetadataException {
    RecordingMetadata ended = device("ribbon").merge(device("ribbon-bye"));

    Span span = ended.sessions().getFirst().span();
    assertThat(span.from()).isEqualTo("2026-06-25T04:57:12Z");
    assertThat(span.until()).isEqualTo("2026-06-25T04:58:15Z");
    assertThat(ended.speakersOf("inbound")).isEmpty();
    assertThat(ended.speakersOf("outbound")).isEmpty();
    assertThat(ended.participants()).hasSize(2);
  }

  @Test
  void theSameUpdateTwiceChangesNothingMore() throws MetadataException {
    RecordingMetadata update =
        document(DataMode.PARTIAL, sends("b", "1"), BOB, left("a", "s", "2026-01-01T10:05:00Z"));

    RecordingMetadata once = call.merge(update);

    assertThat(once.merge(update)).isEqualTo(once);
  }

  @Test
  void updatesWithoutEndDoNotGrowWithoutEnd() throws MetadataException {
    RecordingMetadata metadata = call;
    for (int i = 0; i < 510; i++) {
      metadata = metadata.merge(participant(i));
    }
    RecordingMetadata full = metadata;

    assertThatThrownBy(() -> full.merge(participant(510)))
        .isInstanceOf(MetadataException.class)
        .hasMessageContaining("512");
  }

  private static RecordingMetadata participant(int number) throws MetadataException {
    return document(DataMode.PARTIAL, "<participant participant_id='n" + number + "'/>");
  }
}
