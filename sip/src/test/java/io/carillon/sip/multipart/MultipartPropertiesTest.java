package io.carillon.sip.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MultipartPropertiesTest {

  @Property(tries = 500)
  void whatIsWrittenIsReadAgain(@ForAll("bodies") MultipartBody body) throws MultipartException {
    assertThat(MultipartBody.parse(body.encode(), body.boundary())).isEqualTo(body);
  }

  @Property(tries = 200)
  void textAroundThePartsIsNoPartOfThem(
      @ForAll("bodies") MultipartBody body, @ForAll("content") byte[] around)
      throws MultipartException {
    MultipartBody wrapped = MultipartBody.parse(between(around, body), body.boundary());
    assertThat(wrapped).isEqualTo(body);
  }

  @Property(tries = 500)
  void aCutBodyHasPartsOfTheWholeOneOrIsRefused(
      @ForAll("bodies") MultipartBody body, @ForAll @IntRange(max = 1000) int permille) {
    byte[] whole = body.encode();
    byte[] cut = Arrays.copyOf(whole, whole.length * permille / 1000);
    try {
      List<BodyPart> parts = MultipartBody.parse(cut, body.boundary()).parts();
      assertThat(parts).hasSizeLessThanOrEqualTo(body.parts().size());
      for (int i = 0; i < parts.size() - 1; i++) {
        assertThat(parts.get(i)).isEqualTo(body.parts().get(i));
      }
    } catch (MultipartException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 300)
  void headersOfMediaTypesNeverFail(@ForAll String value) {
    assertThat(MediaType.parse(value).parameters().size()).isLessThanOrEqualTo(16);
  }

  private static byte[] between(byte[] around, MultipartBody body) {
    byte[] inner = body.encode();
    byte[] all = Arrays.copyOf(around, around.length + 2 + inner.length + around.length);
    all[around.length] = '\r';
    all[around.length + 1] = '\n';
    System.arraycopy(inner, 0, all, around.length + 2, inner.length);
    System.arraycopy(around, 0, all, around.length + 2 + inner.length, around.length);
    return all;
  }

  @Provide
  Arbitrary<byte[]> content() {
    Arbitrary<String> lines =
        Arbitraries.of("\r\n", "\n", "\r", "-", "--", "x", "a: b", "--=never=", "\0", "ü", "")
            .list()
            .ofMaxSize(20)
            .map(pieces -> String.join("", pieces));
    return lines.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<MultipartBody> bodies() {
    Arbitrary<PartHeader> headers =
        Combinators.combine(
                Arbitraries.strings().withCharRange('A', 'z').ofMinLength(1).ofMaxLength(20),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60))
            .as((name, value) -> new PartHeader("X" + name, value));
    Arbitrary<BodyPart> parts =
        Combinators.combine(headers.list().ofMaxSize(5), content()).as(BodyPart::new);
    Arbitrary<String> boundaries =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("0123456789'()+_,-./:=?")
            .ofMinLength(1)
            .ofMaxLength(60)
            .map(text -> text + "=end");
    return Combinators.combine(boundaries, parts.list().ofMinSize(1).ofMaxSize(16))
        .as(MultipartBody::new);
  }
}
