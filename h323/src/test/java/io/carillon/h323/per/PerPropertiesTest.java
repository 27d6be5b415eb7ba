package io.carillon.h323.per;

import static io.carillon.h323.per.Types.BITS;
import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.INTEGER;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OCTETS;
import static io.carillon.h323.per.Types.TEXT;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Types made up at random, with values of theirs. */
class PerPropertiesTest {
  private static final String ALPHABET = "#*,0123456789";

  /** A type, a value of it, and how it was made up. */
  record Sample(Type type, Value value) {}

  /** A component as it is declared, and its value, null when it is left out. */
  record Part(Sample sample, boolean optional, boolean absent, boolean addition) {}

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyValueComesBackAsItWas(@ForAll("samples") Sample sample) throws PerException {
    byte[] sent = sample.type().encode(sample.value());

    assertThat(sample.type().decode(sent, Limits.USUAL)).isEqualTo(sample.value());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aMessageCutOffIsReadOrRefused(@ForAll("samples") Sample sample) {
    byte[] sent = sample.type().encode(sample.value());
    for (int length = 0; length < sent.length; length++) {
      tolerate(sample.type(), Arrays.copyOf(sent, length));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void anyBytesAreReadOrRefused(@ForAll("samples") Sample sample, @ForAll byte[] bytes) {
    tolerate(sample.type(), bytes);
  }

  /** Whatever was read can be written again, and is read the same then. */
  private static void tolerate(Type type, byte[] bytes) {
    try {
      Value value = type.decode(bytes, Limits.USUAL);
      assertThat(type.decode(type.encode(value), Limits.USUAL)).isEqualTo(value);
    } catch (PerException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }

  @Provide
  Arbitrary<Sample> samples() {
    return samples(3);
  }

  private static Arbitrary<Sample> samples(int depth) {
    if (depth == 0) {
      return leaves();
    }
    Arbitrary<Sample> inner = samples(depth - 1);
    return Arbitraries.oneOf(leaves(), sequences(inner), choices(inner), lists(inner));
  }

  private static Arbitrary<Sample> leaves() {
    return Arbitraries.oneOf(
        integers(),
        extensibleIntegers(),
        Arbitraries.longs().map(it -> new Sample(INTEGER, Value.of(it))),
        Arbitraries.of(true, false).map(it -> new Sample(BOOLEAN, Value.of(it))),
        texts(),
        octetStrings(),
        bitStrings(),
        Arbitraries.of("0.0.8.245.0.16", "1.3.6.1.4.1.99999", "2.999")
            .map(it -> new Sample(Types.OBJECT_IDENTIFIER, Value.objectId(it))));
  }

  private static Arbitrary<Sample> integers() {
    Arbitrary<Long> bounds = Arbitraries.longs().between(-4_294_967_296L, 4_294_967_295L);
    Arbitrary<Long> spans =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 300),
            Arbitraries.longs().between(65_000, 66_000),
            Arbitraries.longs().between(0, 4_294_967_295L));
    return Combinators.combine(bounds, spans, Arbitraries.doubles().between(0, 1))
        .as(
            (least, span, where) -> {
              long number = least + Math.min(span, (long) (span * where));
              return new Sample(Types.integer(least, least + span), Value.of(number));
            });
  }

  private static Arbitrary<Sample> extensibleIntegers() {
    return Arbitraries.longs()
        .between(-70_000, 70_000)
        .map(it -> new Sample(Types.extensibleInteger(0, 16_383), Value.of(it)));
  }

  private static Arbitrary<Sample> texts() {
    Arbitrary<String> digits =
        Arbitraries.strings().withChars(ALPHABET.toCharArray()).ofMaxLength(20);
    Arbitrary<String> latin = Arbitraries.strings().ascii().ofMaxLength(300);
    Arbitrary<String> wide = Arbitraries.strings().all().ofMaxLength(20);
    return Arbitraries.oneOf(
        digits.map(it -> new Sample(Types.digits(0, 128, ALPHABET), Value.text(it))),
        digits.map(
            it -> new Sample(Types.digits(it.length(), it.length(), ALPHABET), Value.text(it))),
        latin.map(it -> new Sample(Types.ia5(0, 512), Value.text(it))),
        latin.map(it -> new Sample(TEXT, Value.text(it))),
        wide.map(it -> new Sample(Types.bmp(0, 64), Value.text(it))),
        wide.map(it -> new Sample(Types.bmp(), Value.text(it))));
  }

  private static Arbitrary<Sample> octetStrings() {
    Arbitrary<Octets> octets =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Octets::new);
    return Arbitraries.oneOf(
        octets.map(it -> new Sample(OCTETS, it)),
        octets.map(it -> new Sample(Types.octets(it.length()), it)),
        octets.map(it -> new Sample(Types.octets(0, 300), it)));
  }

  private static Arbitrary<Sample> bitStrings() {
    Arbitrary<Bits> bits =
        Arbitraries.of(true, false).list().ofMaxSize(80).map(PerPropertiesTest::bits);
    return Arbitraries.oneOf(
        bits.map(it -> new Sample(BITS, it)),
        bits.map(it -> new Sample(Types.bits(it.count(), it.count()), it)),
        bits.map(it -> new Sample(Types.bits(0, 511), it)));
  }

  private static Bits bits(List<Boolean> set) {
    byte[] octets = new byte[set.size() + 7 >> 3];
    for (int i = 0; i < set.size(); i++) {
      octets[i >> 3] |= (byte) (set.get(i) ? 0x80 >> (i & 7) : 0);
    }
    return new Bits(new Octets(octets), set.size());
  }

  private static Arbitrary<Sample> lists(Arbitrary<Sample> inner) {
    return Combinators.combine(
            inner, Arbitraries.integers().between(1, 5), Arbitraries.of(true, false))
        .as(
            (element, count, bounded) ->
                new Sample(
                    bounded ? listOf(1, 256, element.type()) : listOf(element.type()),
                    new Items(IntStream.range(0, count).mapToObj(i -> element.value()).toList())));
  }

  private static Arbitrary<Sample> choices(Arbitrary<Sample> inner) {
    return Combinators.combine(
            inner.list().ofMinSize(1).ofMaxSize(80),
            Arbitraries.integers().between(0, 79),
            Arbitraries.integers().between(1, 90))
        .as(
            (alternatives, chosen, marker) -> {
              Component[] all = components(alternatives, marker);
              int index = chosen % alternatives.size();
              return new Sample(
                  choice(all), new Chosen("c" + index, alternatives.get(index).value()));
            });
  }

  private static Component[] components(List<Sample> alternatives, int marker) {
    List<Component> all = new ArrayList<>();
    for (int i = 0; i < alternatives.size(); i++) {
      if (i == marker) {
        all.add(MORE);
      }
      all.add(of("c" + i, alternatives.get(i).type()));
    }
    return all.toArray(Component[]::new);
  }

  private static Arbitrary<Sample> sequences(Arbitrary<Sample> inner) {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    Arbitrary<Part> parts = Combinators.combine(inner, flag, flag, flag).as(Part::new);
    return parts.list().ofMaxSize(9).map(PerPropertiesTest::sequence);
  }

  private static Sample sequence(List<Part> parts) {
    List<Part> inOrder =
        Stream.concat(
                parts.stream().filter(part -> !part.addition()),
                parts.stream().filter(Part::addition))
            .toList();
    List<Component> components = new ArrayList<>();
    Fields.Builder value = Fields.fields();
    for (int i = 0; i < inOrder.size(); i++) {
      Part part = inOrder.get(i);
      String name = "c" + i;
      if (part.addition() && !components.contains(MORE)) {
        components.add(MORE);
      }
      components.add(new Component(name, part.sample().type(), part.optional()));
      if (!part.optional() || !part.absent()) {
        value.set(name, part.sample().value());
      }
    }
    return new Sample(Types.sequence(components.toArray(Component[]::new)), value.done());
  }
}
