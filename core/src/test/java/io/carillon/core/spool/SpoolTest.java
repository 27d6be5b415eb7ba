package io.carillon.core.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final int ALL = Integer.MAX_VALUE;

  @TempDir Path folder;

  private Spool open() throws IOException {
    return new Spool(folder, Spool.LEAST_BYTES);
  }

  private static void append(Spool spool, int... numbers) throws IOException {
    for (int number : numbers) {
      spool.append(("record " + number).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<Integer> waiting(Spool spool) throws IOException {
    return spool.read(ALL, Long.MAX_VALUE).stream().map(SpoolTest::number).toList();
  }

  private static int number(SpoolRecord record) {
    String text = new String(record.content(), StandardCharsets.UTF_8);
    return Integer.parseInt(text.substring("record ".length()).strip());
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }

  @Test
  void gives_the_oldest_again_until_they_are_acknowledged() throws Exception {
    try (Spool spool = open()) {
      append(spool, 1, 2, 3);
      assertThat(spool.read(2, Long.MAX_VALUE)).extracting(SpoolTest::number).containsExactly(1, 2);
      List<SpoolRecord> again = spool.read(2, Long.MAX_VALUE);
      assertThat(again).extracting(SpoolTest::number).containsExactly(1, 2);

      spool.acknowledge(again.getLast());
      assertThat(waiting(spool)).containsExactly(3);
      assertThat(spool.waiting()).isEqualTo(1);
      assertThat(spool.waitingBytes()).isEqualTo(8 + "record 3".length());
    }
  }

  @Test
  void one_read_takes_no_more_bytes_than_asked_but_at_least_one_record() throws Exception {
    try (Spool spool = open()) {
      append(spool, 1, 2, 3);
      assertThat(spool.read(ALL, 1)).hasSize(1);
      assertThat(spool.read(ALL, 17)).hasSize(2);
    }
  }

  @Test
  void what_was_not_acknowledged_is_there_for_the_next_run() throws Exception {
    try (Spool spool = open()) {
      append(spool, 1, 2, 3);
      spool.acknowledge(spool.read(1, ALL).getLast());
    }
    try (Spool spool = open()) {
      assertThat(waiting(spool)).containsExactly(2, 3);
      append(spool, 4);
      assertThat(waiting(spool)).containsExactly(2, 3, 4);
    }
  }

  @Test
  void a_write_torn_at_any_length_costs_that_record_only() throws Exception {
    try (Spool spool = open()) {
      append(spool, 1, 2);
    }
    Path segment = segments().getFirst();
    byte[] whole = Files.readAllBytes(segment);
    int first = Segment.HEADER + "record 1".length();
    for (int length = whole.length - 1; length >= first; length--) {
      Files.write(segment, java.util.Arrays.copyOf(whole, length));
      try (Spool spool = open()) {
        assertThat(waiting(spool)).containsExactly(1);
        append(spool, 3);
        assertThat(waiting(spool)).containsExactly(1, 3);
      }
      for (Path other : segments()) {
        Files.delete(other);
      }
    }
  }

  @Test
  void records_lost_to_a_power_cut_do_not_make_later_ones_look_delivered() throws Exception {
    try (Spool spool = open()) {
      append(spool, 1, 2, 3, 4);
      spool.acknowledge(spool.read(4, ALL).getLast());
    }
    try (FileChannel segment = FileChannel.open(segments().getFirst(), StandardOpenOption.WRITE)) {
      segment.truncate(20); // the position was on the disk, these records were not
    }
    try (Spool spool = open()) {
      assertThat(spool.waiting()).isZero();
      append(spool, 5);
      assertThat(waiting(spool)).containsExactly(5);
    }
    try (Spool spool = open()) {
      assertThat(waiting(spool)).containsExactly(5);
    }
  }

  @Test
  void a_position_that_does_not_check_means_everything_once_more() throws Exception {
    try (Spool spool = open()) {
      append(spool, 1, 2);
      spool.acknowledge(spool.read(1, ALL).getLast());
    }
    Files.write(folder.resolve("position"), new byte[16], StandardOpenOption.TRUNCATE_EXISTING);
    try (Spool spool = open()) {
      assertThat(waiting(spool)).containsExactly(1, 2);
    }
  }

  @Test
  void full_the_oldest_give_way_and_are_counted() throws Exception {
    try (Spool spool = open()) {
      int[] numbers = IntStream.range(0, 20_000).toArray();
      append(spool, numbers);

      List<Integer> left = waiting(spool);
      assertThat(left.size() + spool.dropped()).isEqualTo(20_000);
      assertThat(left).isEqualTo(IntStream.range(20_000 - left.size(), 20_000).boxed().toList());
      assertThat(spool.waiting()).isEqualTo(left.size());
      long onDisk = 0;
      for (Path segment : segments()) {
        onDisk += Files.size(segment);
      }
      assertThat(onDisk)
          .isLessThanOrEqualTo(Spool.LEAST_BYTES)
          .isGreaterThan(Spool.LEAST_BYTES * 9 / 10);
    }
  }

  @Test
  void a_batch_that_gave_way_while_it_was_delivered_can_be_acknowledged() throws Exception {
    try (Spool spool = open()) {
      append(spool, 0);
      SpoolRecord inFlight = spool.read(1, ALL).getFirst();
      append(spool, IntStream.range(1, 10_000).toArray());
      List<Integer> left = waiting(spool);

      spool.acknowledge(inFlight);

      assertThat(waiting(spool)).isEqualTo(left);
    }
  }

  @Test
  void delivered_segments_leave_the_disk() throws Exception {
    try (Spool spool = open()) {
      for (int n = 0; n < 20_000; n++) {
        append(spool, n);
        spool.acknowledge(spool.read(ALL, ALL).getLast());
      }
      assertThat(spool.dropped()).isZero();
      assertThat(segments()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void a_record_that_is_too_long_is_refused_and_the_next_one_taken() throws Exception {
    try (Spool spool = open()) {
      assertThatThrownBy(() -> spool.append(new byte[spool.maxRecord() + 1]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("at most " + spool.maxRecord());
      spool.append(new byte[spool.maxRecord()]);
      append(spool, 1);
      assertThat(spool.read(ALL, Long.MAX_VALUE)).hasSize(2);
    }
  }

  @Test
  void a_damaged_record_ends_a_read_and_the_rest_of_its_segment_is_left_out() throws Exception {
    try (Spool spool = open()) {
      append(spool, 1, 2, 3);
      Path segment = segments().getFirst();
      byte[] bytes = Files.readAllBytes(segment);
      bytes[2 * (Segment.HEADER + 8) - 1] ^= 1; // in the second record
      Files.write(segment, bytes);

      List<SpoolRecord> good = spool.read(ALL, ALL);
      assertThat(good).extracting(SpoolTest::number).containsExactly(1);
      spool.acknowledge(good.getLast());
      assertThatThrownBy(() -> spool.read(ALL, ALL)).hasMessageContaining("does not check");
      spool.skipSegment();
      assertThat(spool.dropped()).isEqualTo(2);
      append(spool, 4);
      assertThat(waiting(spool)).containsExactly(4);
    }
  }

  /** 0 reopens, 1-5 appends so many, 6-9 delivers so many less five. */
  @Property(tries = 200)
  void never_loses_repeats_or_swaps_what_fits(
      @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> steps) throws Exception {
    Path own = Files.createTempDirectory("spool");
    Spool spool = new Spool(own, 1 << 20);
    int next = 0;
    List<Integer> expected = new ArrayList<>();
    for (int step : steps) {
      if (step == 0) {
        spool.close();
        spool = new Spool(own, 1 << 20);
      } else if (step <= 5) {
        for (int i = 0; i < step; i++) {
          append(spool, next);
          expected.add(next++);
        }
      } else {
        List<SpoolRecord> batch = spool.read(step - 5, ALL);
        assertThat(batch).hasSize(Math.min(step - 5, expected.size()));
        if (!batch.isEmpty()) {
          spool.acknowledge(batch.getLast());
          expected.subList(0, batch.size()).clear();
        }
      }
      assertThat(waiting(spool)).isEqualTo(expected);
      assertThat(spool.waiting()).isEqualTo(expected.size());
    }
    spool.close();
  }
}
