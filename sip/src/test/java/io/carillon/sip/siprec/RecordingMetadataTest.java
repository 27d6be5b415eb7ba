package io.carillon.sip.siprec;

import static io.carillon.sip.siprec.MetadataSamples.device;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingMetadataTest {

  @ParameterizedTest
  @CsvSource({
    "cisco-cube, 1, sip:3478@192.0.2.71, 2, sip:98765@192.0.2.71",
    "oracle-draft, 1, sip:caller@192.0.2.40, 2, sip:service@192.0.2.60",
    "oracle-extension, 65804888, sip:caller@192.0.2.10, 65804889, sip:service@192.0.2.13",
    "audiocodes, 1, 1001@192.0.2.30, 2, 1002@192.0.2.31",
    "ribbon, inbound, sip:+12065550100@192.0.2.16, outbound, sip:+12065550101@192.0.2.17",
    "opensips, 1, sip:+123@192.0.2.130;transport=udp;user=phone, 0, "
        + "sip:+321@192.0.2.131;transport=udp;user=phone",
    "jambonz, 1, sip:+15085550100@example.net, 2, sip:+15085550101@example.net"
  })
  void eachLabelLeadsToWhoSpeaksThere(
      String name, String label, String speaker, String otherLabel, String other)
      throws MetadataException {
    RecordingMetadata metadata = device(name);

    assertThat(metadata.mode()).isEqualTo(DataMode.COMPLETE);
    assertThat(metadata.sessions()).hasSize(1);
    assertThat(metadata.participants()).hasSize(2);
    assertThat(metadata.speakersOf(label)).extracting(Participant::aor).containsExactly(speaker);
    assertThat(metadata.speakersOf(otherLabel)).extracting(Participant::aor).containsExactly(other);
    assertThat(metadata.speakersOf("17")).isEmpty();
    assertThat(metadata.xml()).isEqualTo(MetadataSamples.text(name));
  }

  @Test
  void orderPrefixesAndElementsOfOthersDoNotMatter() throws MetadataException {
    RecordingMetadata metadata = device("mixed-any-order");

    assertThat(metadata.speakersOf("9"))
        .extracting(Participant::aor)
        .containsExactly("tel:+12065550100", "sips:b@example.com");
    assertThat(metadata.participant("b").orElseThrow().displayName()).isEqualTo("B & b");
    assertThat(metadata.extensions())
        .containsExactly("<x:agent desk=\"4\"><x:skill>sales &lt;EMEA&gt;</x:skill></x:agent>");
    assertThat(metadata.stream("9").orElseThrow().extensions())
        .containsExactly("<rec:content-type>mixed</rec:content-type>");
  }

  @Test
  void extensionsOfDevicesAreKeptWhereTheyStand() throws MetadataException {
    RecordingMetadata oracle = device("oracle-extension");
    RecordingMetadata audioCodes = device("audiocodes");

    assertThat(oracle.sessions().getFirst().extensions().getFirst())
        .startsWith("<extensiondata xmlns:apkt=")
        .contains("<apkt:ucid>00FA08001900014E57D2A4;encoding=hex</apkt:ucid>");
    assertThat(oracle.participants().getFirst().extensions().getFirst())
        .contains("&lt;sip:desk@example.net&gt;;reason=no-answer");
    assertThat(audioCodes.groups().getFirst().extensions())
        .as("a prefix nobody declared")
        .containsExactly("<ac:AvayaUCID>FA080030C4E34B5B9E59</ac:AvayaUCID>");
    assertThat(audioCodes.sessions().getFirst().groupId())
        .isEqualTo(audioCodes.groups().getFirst().id());
  }

  @Test
  void namesComeWithTheirLanguage() throws MetadataException {
    assertThat(device("audiocodes").participants().getFirst().names())
        .containsExactly(new Participant.NameId("1001@192.0.2.30", "Anna", "it"));
    assertThat(device("jambonz").participants().getFirst().displayName()).isEqualTo("Alice & Co");
    assertThat(device("cisco-cube").sessions().getFirst().sipSessionIds())
        .containsExactly(
            "f81d4fae7dec11d0a76500a0c91e6bf6;remote=a0c91e6bf6f81d4fae7dec11d0a76500");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-22T12:16:48Z, 2026-10-22T12:16:48Z",
    "2026-10-22T12:16:48.250+03:00, 2026-10-22T09:16:48.250Z",
    "2026-10-22T12:16:48+0300, 2026-10-22T09:16:48Z",
    "2026-10-22T12:16:48, 2026-10-22T12:16:48Z"
  })
  void timesAreReadAsDevicesWriteThem(String written, Instant time) {
    assertThat(new Span(written, "").start()).contains(time);
  }

  @Test
  void aTimeThatIsNoneIsKeptAsText() throws MetadataException {
    RecordingMetadata metadata =
        MetadataSamples.document(
            DataMode.COMPLETE, "<session session_id='s'><start-time>noon</start-time></session>");

    Span span = metadata.sessions().getFirst().span();
    assertThat(span.from()).isEqualTo("noon");
    assertThat(span.start()).isEmpty();
    assertThat(span.ended()).isFalse();
  }

  @Test
  void whatHasNoIdIsKeptAsItIs() throws MetadataException {
    RecordingMetadata metadata =
        MetadataSamples.document(DataMode.COMPLETE, "<participant><nameID/></participant>");

    assertThat(metadata.participants()).isEmpty();
    assertThat(metadata.extensions()).isEqualTo(List.of("<participant><nameID/></participant>"));
  }

  @Test
  void oneParticipantMayHaveSeveralAssociations() throws MetadataException {
    RecordingMetadata metadata =
        MetadataSamples.document(
            DataMode.COMPLETE,
            "<participant participant_id='a'/>",
            "<stream stream_id='own'><label>1</label></stream>",
            "<stream stream_id='mix'><label>3</label></stream>",
            MetadataSamples.sends("a", "own"),
            MetadataSamples.sends("a", "mix"));

    assertThat(metadata.speakersOf("1")).extracting(Participant::id).containsExactly("a");
    assertThat(metadata.speakersOf("3")).extracting(Participant::id).containsExactly("a");
  }
}
