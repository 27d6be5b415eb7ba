package io.carillon.sip.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in: parts or a {@link MultipartException}, nothing else. */
class MultipartFuzzTest {

  static Stream<Arguments> seeds() {
    return Stream.of(
            "--a\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--a--",
            "x\n--a\nX: y\n z\n\n1\n--a\n\n2\n--a--\nend",
            "--a\r\nContent-Type: multipart/mixed;boundary=a\r\n\r\n--a\r\n\r\n--a--\r\n--a--",
            "--a\r\nContent-Type: multipart/mixed;boundary=\"b\\\"\r\n\r\n--a--")
        .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void anyBodyIsReadOrRefused(byte[] body) {
    check(body, "a");
  }

  /** What is read is written and read again. */
  static void check(byte[] body, String boundary) {
    try {
      MultipartBody read = MultipartBody.parse(body, boundary);
      assertThat(MultipartBody.parse(read.encode(), boundary)).isEqualTo(read);
      read.parts().forEach(part -> assertThat(part.type().name()).doesNotContain(" "));
      read.find("application/sdp");
    } catch (MultipartException refused) {
      assertThat(refused.getMessage()).hasSizeLessThan(200).isASCII().doesNotContain("\"", "\n");
    }
  }
}
