package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;

/** Dialogs named by a stranger's header. */
class ReplacesFuzzTest {

  @Test
  void theDialogIsNamedInAnyOrder() {
    assertThat(Replaces.parse("98732@sip.example.com ;from-tag=r33th4x0r; to-tag=ff87ff"))
        .contains(new Replaces("98732@sip.example.com", "ff87ff", "r33th4x0r", false));
    assertThat(Replaces.parse("a;To-Tag=1;From-Tag=0;early-only"))
        .contains(new Replaces("a", "1", "0", true));
    assertThat(Replaces.parse("a;to-tag=1")).isEmpty();
    assertThat(Replaces.parse(";to-tag=1;from-tag=2")).isEmpty();
  }

  @FuzzTest
  void anythingIsADialogOrNone(FuzzedDataProvider data) {
    Replaces.parse(data.consumeRemainingAsString())
        .ifPresent(
            replaces -> {
              assertThat(replaces.callId()).isNotEmpty();
              assertThat(replaces.toTag()).isNotEmpty();
              assertThat(replaces.fromTag()).isNotEmpty();
            });
  }
}
