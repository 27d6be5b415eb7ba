package io.carillon.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.connector.OriginationRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private final SettingsReader reader = new SettingsReader(CarillonSettings.ALL);

  @TempDir Path folder;

  private Settings read(String yaml, Map<String, String> environment, String... sets)
      throws SettingException, IOException {
    Path file = Files.writeString(folder.resolve("carillon.yaml"), yaml);
    return reader.read(Optional.of(file), environment, List.of(sets));
  }

  @Test
  void nothing_set_means_defaults() throws Exception {
    Settings settings = reader.read(Optional.empty(), Map.of("PATH", "/bin"), List.of());
    assertThat(settings.get(CarillonSettings.SIP_TLS_BIND))
        .contains(new BindAddress("0.0.0.0", 5061));
    assertThat(settings.get(CarillonSettings.SIP_UDP_BIND)).isEmpty();
    assertThat(settings.get(CarillonSettings.MEDIA_PORTS)).isEqualTo(new PortRange(10000, 60000));
    assertThat(settings.get(CarillonSettings.SIP_DOMAINS))
        .containsEntry("meet.chime.in", "us-east-1")
        .containsEntry("meet.an1.chime.in", "ap-northeast-1")
        .hasSize(8);
  }

  @Test
  void the_environment_beats_the_file_and_set_beats_both() throws Exception {
    String yaml = "quality:\n  interval: 10s\nmedia.srtp: off\nhttp: {bind: '127.0.0.1:1'}\n";
    Settings settings =
        read(
            yaml,
            Map.of("CARILLON_QUALITY_INTERVAL", "20s", "CARILLON_HTTP_BIND", "[::1]:2"),
            "quality.interval=30s");
    assertThat(settings.get(CarillonSettings.QUALITY_INTERVAL)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.get(CarillonSettings.HTTP_BIND)).contains(new BindAddress("::1", 2));
  }

  @Test
  void yaml_reads_an_unquoted_off_as_written() throws Exception {
    assertThat(read("media:\n  srtp: off\n", Map.of()).get(CarillonSettings.MEDIA_SRTP))
        .isEqualTo("off");
  }

  @Test
  void lists_and_mappings_of_yaml_are_taken() throws Exception {
    String yaml =
        "media:\n  codecs: [PCMA, opus]\nsip:\n  domains:\n    Meet.Example.com: eu-west-1\n";
    Settings settings = read(yaml, Map.of());
    assertThat(settings.get(CarillonSettings.MEDIA_CODECS)).containsExactly("PCMA", "opus");
    assertThat(settings.get(CarillonSettings.SIP_DOMAINS))
        .isEqualTo(Map.of("meet.example.com", "eu-west-1"));
  }

  @Test
  void an_unknown_setting_stops_with_its_name_and_a_guess() {
    assertThatThrownBy(() -> read("", Map.of(), "sip.tls.bnd=1"))
        .isInstanceOf(SettingException.class)
        .hasMessage("sip.tls.bnd: no setting of that name (in --set); did you mean sip.tls.bind?");
    assertThatThrownBy(() -> read("", Map.of("CARILLON_NO_SUCH", "1")))
        .hasMessageContaining("CARILLON_NO_SUCH");
    assertThatThrownBy(() -> read("sip:\n  nonsense: 1\n", Map.of()))
        .hasMessageContaining("sip.nonsense: no setting of that name (in ");
  }

  @Test
  void a_bad_value_stops_with_name_value_place_and_what_is_allowed() {
    assertThatThrownBy(() -> read("", Map.of("CARILLON_MEDIA_SRTP", "maybe")))
        .hasMessage(
            "media.srtp: \"maybe\" is not allowed (in the environment, CARILLON_MEDIA_SRTP);"
                + " allowed: one of required, dtls, preferred, off");
    for (String bad :
        List.of(
            "sip.tls.bind=5061",
            "sip.tls.bind=::1:5061",
            "sip.tls.bind=0.0.0.0:70000",
            "media.ports=10-20",
            "media.ports=20000-10000",
            "quality.interval=0s",
            "quality.interval=60",
            "aws.account=12",
            "media.codecs=opus, opus",
            "media.codecs=",
            "sip.domains=meet_room",
            "logs.rotate-size=1MB",
            "streams.enabled=yes")) {
      assertThatThrownBy(() -> read("", Map.of(), bad))
          .as(bad)
          .isInstanceOf(SettingException.class)
          .hasMessageContaining(bad.substring(0, bad.indexOf('=')) + ": \"")
          .hasMessageContaining("allowed: ");
    }
  }

  @Test
  void carriers_have_names_of_the_administrators_choice() throws Exception {
    String yaml =
        """
        carriers:
          zeta:
            cidr: [192.0.2.0/24, 2001:db8::/32]
            route: sip.zeta.example:5061/tls
            prefixes: +1, 44
          acme:
            route: 198.51.100.1:5060/udp
        """;
    Settings settings =
        read(yaml, Map.of("CARILLON_CARRIERS_ACME_PASSWORD", "s, cret"), "carriers.b-2.user=joe");
    assertThat(settings.names(TrunkSettings.CARRIER_CIDR))
        .as("in the order they were set")
        .containsExactly("zeta", "acme", "b-2");
    assertThat(settings.get(TrunkSettings.CARRIER_CIDR.of("zeta")))
        .extracting(Object::toString)
        .containsExactly("192.0.2.0/24", "2001:db8:0:0:0:0:0:0/32");
    assertThat(settings.get(TrunkSettings.CARRIER_PREFIXES.of("zeta"))).containsExactly("1", "44");
    assertThat(settings.get(TrunkSettings.CARRIER_ROUTE.of("acme")))
        .containsExactly(OriginationRoute.parse("198.51.100.1:5060/udp"));
    assertThat(settings.get(TrunkSettings.CARRIER_PASSWORD.of("acme"))).isEqualTo("s, cret");
    assertThat(settings.get(TrunkSettings.CARRIER_USER.of("b-2"))).isEqualTo("joe");
    assertThat(settings.get(TrunkSettings.CARRIER_COUNTRY.of("b-2"))).isEqualTo("US");
    assertThat(read("", Map.of()).names(TrunkSettings.CARRIER_CIDR)).isEmpty();
    assertThat(read("carriers:\n", Map.of()).names(TrunkSettings.CARRIER_CIDR)).isEmpty();
  }

  @Test
  void a_carriers_unknown_or_bad_setting_stops_with_its_name() {
    assertThatThrownBy(() -> read("carriers:\n  acme:\n    cdir: 192.0.2.0/24\n", Map.of()))
        .hasMessageContaining("carriers.acme.cdir: no setting of that name (in ")
        .hasMessageEndingWith("did you mean carriers.acme.cidr?");
    assertThatThrownBy(() -> read("", Map.of(), "carriers.Acme.cidr=192.0.2.0/24"))
        .hasMessageContaining("carriers.Acme.cidr: no setting of that name (in --set)");
    assertThatThrownBy(() -> read("", Map.of("CARILLON_CARRIERS_ACME_CDIR", "1")))
        .hasMessageContaining("CARILLON_CARRIERS_ACME_CDIR: no setting of that name");
    assertThatThrownBy(() -> read("", Map.of(), "carriers.acme.cidr=192.0.2.1/24"))
        .hasMessageStartingWith("carriers.acme.cidr: \"192.0.2.1/24\" is not allowed (in --set)");
    assertThatThrownBy(() -> read("", Map.of(), "carriers.acme.route=192.0.2.1"))
        .hasMessageContaining("allowed: a list of HOST[:PORT]/udp|tcp|tls");
  }

  @Test
  void a_file_that_is_not_yaml_says_the_line() {
    assertThatThrownBy(() -> read("sip:\n  tls: [\n", Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("not YAML, line ");
    assertThatThrownBy(() -> read("just words", Map.of()))
        .hasMessageContaining("expected settings");
  }

  @Property(tries = 500)
  void whatever_is_set_is_taken_or_refused_by_name(@ForAll String value) throws Exception {
    for (Setting<?> each : CarillonSettings.ALL) {
      Setting<?> setting = each.named() ? each.of("acme") : each;
      try {
        reader.read(Optional.empty(), Map.of(), List.of(setting.name() + "=" + value));
      } catch (SettingException e) {
        assertThat(e).hasMessageStartingWith(setting.name() + ": ");
      }
    }
  }

  @Test
  void the_reference_file_is_the_schema_and_reads_as_the_defaults() throws Exception {
    Path reference = Path.of("../conf/carillon.yaml");
    assertThat(Files.readString(reference))
        .as("conf/carillon.yaml; write it anew with `./carillon settings`")
        .isEqualTo(ReferenceFile.render(CarillonSettings.ALL));
    Settings fromFile = reader.read(Optional.of(reference), Map.of(), List.of());
    Settings defaults = reader.read(Optional.empty(), Map.of(), List.of());
    List<Setting<?>> unnamed =
        CarillonSettings.ALL.stream().filter(setting -> !setting.named()).toList();
    for (Setting<?> setting : unnamed) {
      assertThat((Object) fromFile.get(setting)).isEqualTo(defaults.get(setting));
    }
  }
}
