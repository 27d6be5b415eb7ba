package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Addresses out of a stranger's header. */
class ListedAddressFuzzTest {

  @FuzzTest
  void anythingIsReadOrLeftOut(FuzzedDataProvider data) {
    for (String value : ListedAddress.split(data.consumeRemainingAsString())) {
      ListedAddress.parse(value)
          .map(address -> address.at("our.test"))
          .ifPresent(
              address -> {
                assertThat(address.text()).contains("<").contains(">");
                address.user();
              });
    }
  }
}
