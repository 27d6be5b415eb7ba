package io.carillon.core.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.SettingException;
import io.carillon.core.config.SettingsReader;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Carriers as the settings name them. */
class CarriersTest {

  private static Carriers read(String... sets) throws SettingException {
    return Carriers.of(
        new SettingsReader(CarillonSettings.ALL).read(Optional.empty(), Map.of(), List.of(sets)));
  }

  @Test
  void aCarrierIsReadFromItsSettings() throws Exception {
    Carriers carriers =
        read(
            "carriers.acme.cidr=198.51.100.0/24",
            "carriers.acme.route=sip.acme.example/tls, 198.51.100.1:5061/tls",
            "carriers.acme.user=me",
            "carriers.acme.password=secret",
            "carriers.acme.prefixes=+1, 44",
            "carriers.acme.srtp=required",
            "carriers.acme.country=GB",
            "carriers.acme.domain=acme.example",
            "carriers.other.cidr=198.51.100.7");
    Carrier acme = carriers.callingFrom(InetAddress.ofLiteral("198.51.100.9")).orElseThrow();
    assertThat(acme.name()).isEqualTo("acme");
    assertThat(acme.credentials()).contains(new TrunkCredentials("me", "secret"));
    assertThat(acme.encryption()).isEqualTo(Encryption.REQUIRED);
    assertThat(acme.country()).isEqualTo("GB");
    assertThat(acme.domain()).isEqualTo("acme.example");
    assertThat(carriers.callingFrom(InetAddress.ofLiteral("198.51.100.7")))
        .as("the narrowest range")
        .hasValueSatisfying(carrier -> assertThat(carrier.name()).isEqualTo("other"));
    assertThat(carriers.callingFrom(InetAddress.ofLiteral("203.0.113.1"))).isEmpty();
    assertThat(carriers.serving("+442071234567")).containsExactly(acme);
    assertThat(carriers.serving("+4930123456")).isEmpty();
    assertThat(carriers.routes())
        .extracting(RoutePlace::name)
        .containsExactly("sip.acme.example/tls", "198.51.100.1:5061/tls");
  }

  @ParameterizedTest
  @CsvSource({
    "required,REQUIRED",
    "preferred,PREFERRED",
    "off,OFF",
    "as-media,AS_MEDIA",
  })
  void itsMediaIsEncryptedAsItIsSet(String set, Encryption encryption) throws Exception {
    Carriers carriers = read("carriers.acme.route=a.example/tls", "carriers.acme.srtp=" + set);
    assertThat(carriers.serving("+12065550100"))
        .extracting(Carrier::encryption)
        .containsExactly(encryption);
  }

  @Test
  void settingsThatDoNotFitTogetherAreRefusedByName() {
    assertThatThrownBy(() -> read("carriers.acme.user=me"))
        .hasMessageContaining("carriers.acme.user")
        .hasMessageContaining("set both or none");
    assertThatThrownBy(() -> read("carriers.acme.prefixes=1"))
        .hasMessage("carriers.acme: neither cidr nor route is set; calls could go neither way");
    assertThatThrownBy(
            () -> read("carriers.acme.srtp=required", "carriers.acme.route=a.example:5060/udp"))
        .hasMessageContaining("carriers.acme.route: a.example:5060/udp is not tls");
  }
}
