package io.carillon.sip.siprec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileXmlTest {

  @Test
  void nothingIsReadFromDisk(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "the secret");

    assertThatThrownBy(
            () ->
                RecordingMetadata.parse(
                    "<!DOCTYPE recording [<!ENTITY x SYSTEM \""
                        + secret.toUri()
                        + "\">]><recording><session session_id='s'><reason>&x;</reason></session>"
                        + "</recording>"))
        .isInstanceOf(MetadataException.class)
        .hasMessage("XML: a document type is not allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE recording><recording/>",
        "<!DOCTYPE recording SYSTEM \"http://192.0.2.1/recording.dtd\"><recording/>",
        "<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><recording>&b;</recording>",
        "<recording>&undeclared;</recording>",
        "<recording a='&undeclared;'/>",
        "<recording><session></recording>",
        "<recording/><recording/>",
        "<recording a=b/>",
        "<recording>&#0;</recording>",
        "<other/>",
        "<recording><datamode>sometimes</datamode></recording>",
        "v=0",
        "",
        "<"
      })
  void whatIsNoMetadataIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> RecordingMetadata.parse(text))
        .isInstanceOf(MetadataException.class)
        .satisfies(e -> assertThat(e.getMessage()).isASCII().doesNotContain("\n").isNotBlank());
  }

  @Test
  void everySizeIsBounded() {
    refused("<a>".repeat(17) + "</a>".repeat(17), "levels");
    refused("<a/>".repeat(4096), "elements");
    refused("<a b='" + "x".repeat(2049) + "'/>", "attribute");
    refused("<a " + attributes(33) + "/>", "attributes");
    refused("<" + "n".repeat(300) + "/>", "name");
    refused("x".repeat(128 * 1024), "longer");
    refused("<participant participant_id='p'/>".repeat(10) + "<group/>".repeat(513), "512");
  }

  @Test
  void whatStandsBeforeAndAfterIsForgiven() throws MetadataException {
    String text = MetadataSamples.text("cisco-cube");

    for (String sloppy :
        new String[] {"\r\n" + text, "\ufeff" + text, text + "\0", text + "\n\n"}) {
      assertThat(RecordingMetadata.parse(sloppy).participants()).hasSize(2);
    }
  }

  private static void refused(String content, String why) {
    assertThatThrownBy(() -> RecordingMetadata.parse("<recording>" + content + "</recording>"))
        .isInstanceOf(MetadataException.class)
        .hasMessageContaining(why);
  }

  private static String attributes(int count) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      attributes.append(" a").append(i).append("='x'");
    }
    return attributes.toString();
  }
}
