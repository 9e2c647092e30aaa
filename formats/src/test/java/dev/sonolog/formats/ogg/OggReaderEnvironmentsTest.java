package dev.sonolog.formats.ogg;

import static dev.sonolog.formats.ogg.OggPages.audio;
import static dev.sonolog.formats.ogg.OggPages.head;
import static dev.sonolog.formats.ogg.OggPages.joined;
import static dev.sonolog.formats.ogg.OggPages.link;
import static dev.sonolog.formats.ogg.OggPages.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.testing.Dump;
import dev.sonolog.formats.testing.Inputs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However the bytes arrive, a reader says the same. */
final class OggReaderEnvironmentsTest {
  private static final byte[] STREAM = everything();
  private static final List<String> GOLDEN =
      dump(new ByteArrayInputStream(STREAM), OggContainer.LOOK_AHEAD);

  /** All that a reader meets: a join, titles, junk, lost pages, links, a broken end. */
  private static byte[] everything() {
    byte[] page = audio(5, 3);
    byte[] wrong = audio(5, 4_002);
    wrong[50] ^= 4;
    return joined(
        Arrays.copyOfRange(page, 20, page.length),
        head(5, "TITLE=One"),
        audio(5, List.of(4_000, 4_001)),
        wrong,
        audio(5, List.of(4_003, 4_006)),
        new byte[77],
        audio(5, 4_007),
        link(6, "TITLE=Two"),
        link(7),
        head(8),
        audio(8, 0),
        page(0, 9_000, 99, 5, new byte[10]),
        Arrays.copyOf(audio(8, 1), 100));
  }

  private static List<String> dump(InputStream stream, int limit) {
    return Dump.of(OggCutter.CONTAINER.reader(new ByteInput(stream, limit)));
  }

  private static List<String> dump(byte[]... parts) {
    return dump(new ByteArrayInputStream(joined(parts)), OggContainer.LOOK_AHEAD);
  }

  @Test
  void theGoldenDumpIsWhatAPersonExpects() {
    assertThat(Dump.shape(GOLDEN))
        .isEqualTo(
            "tt"
                + "f".repeat(6)
                + "dfffdfffdfff"
                + "tt"
                + "f".repeat(9)
                + "tt"
                + "f".repeat(9)
                + "tfffdde");
    assertThat(GOLDEN)
        .filteredOn(line -> line.startsWith("damage"))
        .extracting(line -> line.replaceFirst("@[0-9]+ ", ""))
        .containsExactly(
            "damage 156 bytes: a page is cut off or its checksum is wrong",
            "damage 1 bytes: page 4008 follows 4005",
            "damage 77 bytes: no page begins in these bytes",
            "damage 38 bytes: a page of a stream whose beginning is missing",
            "damage 100 bytes: a page is cut off or its checksum is wrong");
  }

  @Test
  void oneByteAtATime() {
    assertThat(dump(Inputs.chunks(STREAM, () -> 1), OggContainer.LOOK_AHEAD)).isEqualTo(GOLDEN);
  }

  @Test
  void anyChunks() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      assertThat(dump(Inputs.chunks(STREAM, () -> 1 + random.nextInt(900)), 1 << (16 + run % 4)))
          .as("seed %s", seed)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void oneFailureAtEachPosition() {
    for (int position = 0; position <= STREAM.length; position++) {
      assertThat(dump(Inputs.failingOnceAt(STREAM, position), OggContainer.LOOK_AHEAD))
          .as("failing at %s", position)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void truncationAtEachByteLeavesAPrefixAndAtMostOneDamage() {
    byte[] healthy = link(3);
    List<String> whole = dump(healthy);
    int head = head(3).length;
    int[] borders = {
      head + audio(3, 0).length, head + audio(3, 0).length + audio(3, 1).length, healthy.length
    };
    for (int length = 0; length <= healthy.length; length++) {
      int kept = length;
      List<String> dump = dump(Arrays.copyOf(healthy, length));
      int pages = (int) IntStream.of(borders).filter(it -> it <= kept).count();
      int same = pages == 0 ? 0 : 1 + 3 * pages;
      assertThat(dump.subList(0, same)).as("%s bytes", length).isEqualTo(whole.subList(0, same));
      assertThat(Dump.shape(dump.subList(same, dump.size())))
          .as("%s bytes", length)
          .isIn("e", "de");
    }
  }

  @Test
  void junkInFrontCostsNoPacket() {
    List<String> whole = dump(link(3));
    for (int length = 0; length <= 3_000; length += 7) {
      String shape = Dump.shape(dump(new byte[length], link(3)));
      assertThat(shape).as("%s bytes", length).isEqualTo(Dump.shape(whole));
    }
    assertThat(Dump.shape(dump(new byte[70_000], link(3)))).isEqualTo("d" + Dump.shape(whole));
  }

  @Test
  void aLiveJoinAtEachPageGivesThePacketsFromThereOn() {
    List<Integer> pages = IntStream.range(0, 20).boxed().toList();
    List<String> whole = contents(dump(head(3), audio(3, pages)));
    for (int from = 1; from < 20; from++) {
      List<String> joined = dump(head(3), audio(3, pages.subList(from, 20)));
      assertThat(joined.getFirst()).startsWith("track");
      assertThat(contents(joined)).isEqualTo(whole.subList(3 * from, whole.size()));
      assertThat(Dump.shape(joined)).doesNotContain("d");
    }
  }

  private static List<String> contents(List<String> dump) {
    return dump.stream()
        .filter(line -> line.startsWith("frame"))
        .map(line -> line.substring(line.indexOf('#')))
        .toList();
  }
}
