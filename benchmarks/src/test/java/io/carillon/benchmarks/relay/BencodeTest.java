package io.carillon.benchmarks.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {

  @Test
  void writesWithSortedKeysAndReadsItBack() throws IOException {
    Map<String, Object> value = Map.of("sdp", "v=0\r\n", "flags", List.of("a", "bc"), "c", "");
    String text = Bencode.encode(value);
    assertThat(text).isEqualTo("d1:c0:5:flagsl1:a2:bce3:sdp5:v=0\r\ne");
    assertThat(Bencode.decode(text)).isEqualTo(value);
  }

  @Test
  void numbersComeAsTexts() throws IOException {
    assertThat(Bencode.decode("d7:createdi17e4:pong0:e"))
        .isEqualTo(Map.of("created", "17", "pong", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d", "l1:a", "9:short", "x:", "i5"})
  void saysSoWhenItIsNone(String text) {
    assertThatThrownBy(() -> Bencode.decode(text)).isInstanceOf(IOException.class);
  }
}
