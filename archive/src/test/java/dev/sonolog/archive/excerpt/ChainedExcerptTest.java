package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.adts.AdtsReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Excerpts of streams that are set up anew while they are recorded. */
final class ChainedExcerptTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.25Z");
  private static final int SPANS = Integer.getInteger("sonolog.excerpt.spans", 1);

  @TempDir Path folder;

  /** Three links; in the middle of files, or with a file for each. */
  @ParameterizedTest
  @CsvSource({
    "VORBIS_Q5, false",
    "VORBIS_Q5, true",
    "OPUS_96, false",
    "OPUS_96, true",
    "FLAC, true"
  })
  void anySpanOfAChainPlaysWhatTheUncutChainPlays(Material material, boolean separate)
      throws Exception {
    Random random = seeded(material + ", separate " + separate);
    try (Recording recording = recording()) {
      Recording.Run run = recording.run("a", START, material, links(material), 7.3, separate);
      recording.stored();
      Judge judge = new Judge(folder);
      byte[] all = judge.played(run.reference(), material);
      Excerpts excerpts = new Excerpts(recording.settings());
      for (int i = 0; i < 2 * SPANS; i++) {
        long from = random.nextLong(run.samples() - run.rate().hertz());
        long least = run.rate().hertz() / 4;
        long to = from + least + random.nextLong(run.samples() - from - least);
        ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(from), run.at(to));
        assertThat(plan.missing()).isEmpty();
        Path file = folder.resolve("excerpt-" + i + material.extension());
        Written written = Judge.toFile(excerpts, plan, GapPolicy.SEPARATE, file).files().getFirst();
        judge.assertSame(run, all, written, file, from, to, material);
        Path streamed = folder.resolve("streamed-" + i + material.extension());
        Judge.toStream(excerpts, plan, GapPolicy.SEPARATE, streamed);
        judge.assertSame(run, all, written, streamed, from, to, material);
      }
    }
  }

  /** No decoder at hand plays chains of FLAC in Ogg: the packets are compared. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aChainOfFlacInOggKeepsItsPackets(boolean separate) throws Exception {
    Material material = Material.OGG_FLAC;
    Random random = seeded(material + ", separate " + separate);
    try (Recording recording = recording()) {
      Recording.Run run = recording.run("a", START, material, links(material), 7.3, separate);
      recording.stored();
      List<Packet> all = packets(material, run.reference());
      Excerpts excerpts = new Excerpts(recording.settings());
      for (int i = 0; i < 2 * SPANS; i++) {
        long from = random.nextLong(run.samples() - run.rate().hertz());
        long to = from + 10_000 + random.nextLong(run.samples() - from - 10_000);
        ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(from), run.at(to));
        Path file = folder.resolve("excerpt-" + i + ".ogg");
        Written written = Judge.toFile(excerpts, plan, GapPolicy.SEPARATE, file).files().getFirst();
        List<Long> found = prints(packets(material, file));
        int first = Collections.indexOfSubList(prints(all), found);
        assertThat(first).as("from %s to %s", from, to).isNotNegative();
        long begin = all.subList(0, first).stream().mapToLong(Packet::samples).sum();
        assertThat(written.from()).isCloseTo(run.at(begin), within(1, ChronoUnit.MICROS));
        assertThat(begin).isLessThanOrEqualTo(from);
        assertThat(begin + written.samples()).isGreaterThanOrEqualTo(to);
      }
    }
  }

  private static List<Packet> packets(Material material, Path file) throws IOException {
    return Material.read(material.container(), Files.readAllBytes(file)).stream()
        .filter(Packet.class::isInstance)
        .map(Packet.class::cast)
        .toList();
  }

  private static List<Long> prints(List<Packet> packets) {
    return packets.stream().map(Packet::fingerprint).toList();
  }

  // --- what one file cannot hold

  /** AAC that goes on as MPEG-2 instead of MPEG-4: no player expects that within a file. */
  @Test
  void aCodecThatIsSetUpAnewGivesTwoFilesOrARefusal() throws Exception {
    Material material = Material.AAC_128;
    List<StreamElement> first = material.elements(folder, Material.signal(folder, 12, 0));
    List<StreamElement> second = otherEdition(first);
    List<StreamElement> both = new ArrayList<>(first);
    both.addAll(second);
    try (Recording recording = recording()) {
      Recording.Run run = recording.run("a", START, material, both, 7.3, true);
      recording.stored();
      Excerpts excerpts = new Excerpts(recording.settings());
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(400_000), run.at(700_000));
      assertThat(plan.stretches()).hasSize(1);
      Path refused = folder.resolve("excerpt.aac");
      for (GapPolicy policy : GapPolicy.values()) {
        assertThatThrownBy(() -> Judge.toFile(excerpts, plan, policy, refused))
            .isInstanceOf(ExcerptRefusedException.class)
            .hasMessageContaining("set up anew")
            .hasMessageContaining("separate files");
      }
      assertThat(refused).doesNotExist();

      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ExcerptZip zip = new ExcerptZip(bytes);
      ExcerptResult result = excerpts.write(plan, GapPolicy.SEPARATE, ZoneOffset.UTC, zip, _ -> {});
      zip.finish("gaps.txt", "none");
      Judge judge = new Judge(folder);
      List<Path> files = judge.unzipped(bytes.toByteArray());
      assertThat(files).hasSize(3);
      Written one = result.files().get(0);
      Written other = result.files().get(1);
      assertThat(one.to()).isCloseTo(other.from(), within(1, ChronoUnit.MICROS));
      List<Long> found = new ArrayList<>(prints(packets(material, files.get(0))));
      found.addAll(prints(packets(material, files.get(1))));
      assertThat(Collections.indexOfSubList(prints(onlyPackets(both)), found)).isNotNegative();
      assertThat(one.samples() + other.samples()).isEqualTo(1_024L * found.size());
    }
  }

  private static List<Packet> onlyPackets(List<StreamElement> elements) {
    return elements.stream().filter(Packet.class::isInstance).map(Packet.class::cast).toList();
  }

  private static List<StreamElement> otherEdition(List<StreamElement> elements) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (Packet packet : onlyPackets(elements)) {
      byte[] frame = packet.bytes().clone();
      frame[1] |= 8;
      stream.writeBytes(frame);
    }
    AdtsReader reader =
        new AdtsReader(new ByteInput(new ByteArrayInputStream(stream.toByteArray()), 1 << 20));
    List<StreamElement> other = new ArrayList<>();
    for (StreamElement element = reader.next();
        !(element instanceof StreamElement.End);
        element = reader.next()) {
      other.add(element);
    }
    return other;
  }

  /** A stream that changes its sample rate is two runs, and two files. */
  @Test
  void aSampleRateThatChangesGivesTwoFilesOrARefusal() throws Exception {
    Material before = Material.MP3_128;
    Material after = Material.MP3_24_LOW;
    try (Recording recording = recording()) {
      Recording.Run one =
          recording.run(
              "a",
              START,
              before,
              before.elements(folder, Material.signal(folder, 12, 0)),
              5,
              false);
      Recording.Run other =
          recording.run(
              "b",
              one.end(),
              after,
              after.elements(folder, Material.signal(folder, 12, 100)),
              5,
              false);
      recording.stored();
      Excerpts excerpts = new Excerpts(recording.settings());
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, one.at(300_000), other.at(100_000));
      assertThat(plan.missing()).isEmpty();
      assertThat(plan.stretches()).hasSize(2);
      for (GapPolicy policy : GapPolicy.values()) {
        assertThatThrownBy(
                () -> Judge.toFile(excerpts, plan, policy, folder.resolve("excerpt.mp3")))
            .isInstanceOf(ExcerptRefusedException.class)
            .hasMessageContaining("separate files");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ExcerptZip zip = new ExcerptZip(bytes);
      ExcerptResult result = excerpts.write(plan, GapPolicy.SEPARATE, ZoneOffset.UTC, zip, _ -> {});
      zip.finish("gaps.txt", "none");
      Judge judge = new Judge(folder);
      List<Path> files = judge.unzipped(bytes.toByteArray());
      judge.assertSame(
          one,
          judge.played(one.reference()),
          result.files().get(0),
          files.get(0),
          300_000,
          one.samples(),
          before);
      judge.assertSame(
          other,
          judge.played(other.reference()),
          result.files().get(1),
          files.get(1),
          0,
          100_000,
          after);
    }
  }

  // --- a station that pauses, and a damaged file

  /** The clock went on and the samples did not, in the middle of a file. */
  @ParameterizedTest
  @CsvSource({"MP3_128", "FLAC", "WAV", "AAC_128", "OPUS_96"})
  void aPauseInTheMiddleOfAFileIsAGapLikeOthers(Material material) throws Exception {
    Duration pause = Duration.ofSeconds(2);
    try (Recording recording = recording()) {
      Recording.Run run =
          recording.run(
              "a",
              START,
              material,
              material.elements(folder, Material.signal(folder, 26, 0)),
              60,
              false);
      long at = 10L * run.rate().hertz();
      recording.gap(
          run.at(at), run.at(at).plus(pause), dev.sonolog.archive.GapCause.STALLED, "paused");
      recording.stored();
      Excerpts excerpts = new Excerpts(recording.settings());
      Instant from = run.at(at - 100_000);
      Instant to = run.at(at + 100_000).plus(pause);
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, from, to);
      assertThat(plan.missing())
          .containsExactly(new Missing(run.at(at), run.at(at).plus(pause), "stalled", "paused"));
      Judge judge = new Judge(folder);
      byte[] all = judge.played(run.reference(), material);
      Path closed = folder.resolve("closed" + material.extension());
      Written written = Judge.toFile(excerpts, plan, GapPolicy.CLOSED, closed).files().getFirst();
      judge.assertSame(run, all, written, closed, at - 100_000, at + 100_000, material);
      Path silent = folder.resolve("silent" + material.extension());
      Written longer = Judge.toFile(excerpts, plan, GapPolicy.SILENCE, silent).files().getFirst();
      byte[] pcm = judge.played(silent, material);
      int frame = (int) (all.length / run.samples());
      assertThat((long) pcm.length / frame).isEqualTo(longer.samples());
      assertThat((double) longer.samples())
          .isCloseTo(
              (double) run.rate().samples(Duration.between(longer.from(), to)),
              org.assertj.core.data.Offset.offset(2_304.0));
      int tail = 90_000 * frame;
      long end = run.rate().samples(Duration.between(run.start(), longer.to().minus(pause)));
      assertThat(Judge.holds(all, Arrays.copyOfRange(pcm, pcm.length - tail, pcm.length)))
          .as("what follows the pause, near sample %s", end)
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MP3_128",
    "MP3_VBR",
    "MP2_192",
    "AAC_128",
    "VORBIS_Q5",
    "OPUS_96",
    "OGG_FLAC",
    "FLAC"
  })
  void aDamagedFileIsToldAndShiftsNothingBehindTheDamage(Material material) throws Exception {
    try (Recording recording = recording()) {
      Recording.Run run =
          recording.run(
              "a",
              START,
              material,
              material.elements(folder, Material.signal(folder, 26, 0)),
              60,
              false);
      recording.stored();
      List<Packet> all = packets(material, run.segments().getFirst());
      damage(run.segments().getFirst());
      Excerpts excerpts = new Excerpts(recording.settings());
      long from = 5L * run.rate().hertz();
      long to = 21L * run.rate().hertz();
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(from), run.at(to));
      Path file = folder.resolve("excerpt" + material.extension());
      Written written = Judge.toFile(excerpts, plan, GapPolicy.CLOSED, file).files().getFirst();
      assertThat(written.lost()).isBetween(1L, 3L * run.rate().hertz());
      List<Long> found = prints(packets(material, file));
      List<Long> original = prints(all);
      int last = original.lastIndexOf(found.get(found.size() - 2)); // the last may be a part
      assertThat(last).as("the packets are the source's").isNotNegative();
      long end = samples(all.subList(0, last + 1)) - inFront(all, run);
      assertThat((double) end)
          .as("where the excerpt ends")
          .isCloseTo((double) to, org.assertj.core.data.Offset.offset(9_000.0));
      assertThat(written.samples() + written.lost())
          .isBetween(to - from - 5_000, to - from + 10_000);
    }
  }

  /** A frame of FLAC and a page of Ogg have a CRC over all their bytes. */
  @ParameterizedTest
  @EnumSource(
      value = Material.class,
      names = {"FLAC_OF_A_CARD", "OGG_FLAC", "VORBIS_Q5", "OPUS_96"})
  void oneByteThatRottedIsNotPassedOn(Material material) throws Exception {
    Random random = seeded(material.name());
    try (Recording recording = recording()) {
      List<StreamElement> elements = material.elements(folder, Material.signal(folder, 20, 0));
      Recording.Run run = recording.run("a", START, material, elements, 60, false);
      recording.stored();
      Path segment = run.segments().getFirst();
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2 + random.nextInt(bytes.length / 10)] ^=
          (byte) (1 << random.nextInt(8));
      Files.write(segment, bytes);
      Excerpts excerpts = new Excerpts(recording.settings());
      long second = run.rate().hertz();
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(3 * second), run.at(18 * second));
      Path file = folder.resolve("excerpt" + material.extension());
      Written written = Judge.toStream(excerpts, plan, GapPolicy.SEPARATE, file).files().getFirst();
      assertThat(written.lost()).isBetween(1L, second);
      assertThat(written.samples()).isBetween(14 * second, 15 * second + second / 10);
    }
  }

  private static long samples(List<Packet> packets) {
    return packets.stream().mapToLong(Packet::samples).sum();
  }

  /** What a file repeats in front of its own packets. */
  private static long inFront(List<Packet> all, Recording.Run run) {
    return samples(all) - run.samples();
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + bytes.length / 50, (byte) 0);
    Files.write(file, bytes);
  }

  // --- the stage

  private Recording recording() throws IOException {
    return new Recording(Files.createDirectories(folder.resolve("archive")));
  }

  private List<StreamElement> links(Material material) throws Exception {
    List<StreamElement> elements = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      elements.addAll(material.elements(folder, Material.signal(folder, 9, 100 * i)));
    }
    return elements;
  }

  private static Random seeded(String what) {
    long seed = Long.getLong("sonolog.seed", System.nanoTime());
    System.out.println(what + ": seed " + seed);
    return new Random(seed);
  }
}
