package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.formats.StreamElement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Excerpts of archives, played by FFmpeg, against the same samples of a source never cut. */
final class ExcerptTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.25Z");
  private static final int FRAME = 2 * Float.BYTES;
  private static final int SECONDS = 26;
  private static final int SPANS = Integer.getInteger("sonolog.excerpt.spans", 1);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Material.class)
  void anySpanAcrossFilesPlaysWhatTheUncutSourcePlays(Material material) throws Exception {
    Random random = seeded(material.name());
    try (Recording recording = recording()) {
      Recording.Run run = run(recording, "a", START, material, 0);
      byte[] all = judge().played(run.reference(), material);
      Excerpts excerpts = new Excerpts(recording.settings());
      for (int i = 0; i < SPANS; i++) {
        long from = random.nextLong(run.samples() - run.rate().hertz());
        long least = run.rate().hertz() / 4; // FFmpeg does not recognise MP3 of two or three frames
        long to = from + least + random.nextLong(run.samples() - from - least);
        ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(from), run.at(to));
        assertThat(plan.missing()).isEmpty();
        Path file = folder.resolve("excerpt-" + i + material.extension());
        Written written = Judge.toFile(excerpts, plan, GapPolicy.SEPARATE, file).files().getFirst();
        judge().assertSame(run, all, written, file, from, to, material);
        Path streamed = folder.resolve("streamed-" + i + material.extension());
        assertThat(Judge.toStream(excerpts, plan, GapPolicy.SEPARATE, streamed).files())
            .containsExactly(written);
        judge().assertSame(run, all, written, streamed, from, to, material);
      }
    }
  }

  @Test
  void aPacketThatIsLeftOutIsSeen() throws Exception {
    try (Recording recording = recording()) {
      Recording.Run run = run(recording, "a", START, Material.MP3_128, 0);
      Excerpts excerpts = new Excerpts(recording.settings());
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(100_000), run.at(600_000));
      Path file = folder.resolve("excerpt.mp3");
      Written written = Judge.toFile(excerpts, plan, GapPolicy.SEPARATE, file).files().getFirst();
      byte[] all = judge().played(run.reference());
      judge().assertSame(run, all, written, file, 100_000, 600_000, Material.MP3_128);
      byte[] bytes = Files.readAllBytes(file);
      int at = bytes.length / 2;
      while ((bytes[at] & 0xFF) != 0xFF || (bytes[at + 1] & 0xFF) != 0xFB) {
        at++;
      }
      int next = at + 400;
      while ((bytes[next] & 0xFF) != 0xFF || (bytes[next + 1] & 0xFF) != 0xFB) {
        next++;
      }
      ByteArrayOutputStream less = new ByteArrayOutputStream();
      less.write(bytes, 0, at);
      less.write(bytes, next, bytes.length - next);
      Files.write(file, less.toByteArray());
      assertThatThrownBy(
              () -> judge().assertSame(run, all, written, file, 100_000, 600_000, Material.MP3_128))
          .isInstanceOf(AssertionError.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Material.class,
      names = {"MP3_128", "MP3_VBR", "AAC_128", "OPUS_96", "FLAC", "FLAC_OF_A_CARD", "WAV"})
  void silenceIsAsLongAsWhatIsMissing(Material material) throws Exception {
    try (Recording recording = recording()) {
      TwoRuns runs = twoRuns(recording, material, material);
      Excerpts excerpts = new Excerpts(recording.settings());
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, runs.from(), runs.to());
      assertThat(plan.missing())
          .containsExactly(
              new Missing(
                  runs.one().end(), runs.other().start(), "connection lost", "reset by peer"));
      Path file = folder.resolve("excerpt" + material.extension());
      Written written = Judge.toFile(excerpts, plan, GapPolicy.SILENCE, file).files().getFirst();
      byte[] pcm = judge().played(file, material);
      long wanted = runs.one().rate().samples(Duration.between(written.from(), runs.to()));
      assertThat((long) pcm.length / FRAME).isEqualTo(written.samples());
      assertThat((double) written.samples()).isCloseTo((double) wanted, within(material));
      assertAround(runs, written, pcm, material);
      Path streamed = folder.resolve("streamed" + material.extension());
      Judge.toStream(excerpts, plan, GapPolicy.SILENCE, streamed);
      assertThat(Arrays.mismatch(judge().played(streamed, material), pcm)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Material.class)
  void closedGapsLoseNothingOfBothSides(Material material) throws Exception {
    try (Recording recording = recording()) {
      TwoRuns runs = twoRuns(recording, material, material);
      Excerpts excerpts = new Excerpts(recording.settings());
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, runs.from(), runs.to());
      Path file = folder.resolve("excerpt" + material.extension());
      Written written = Judge.toFile(excerpts, plan, GapPolicy.CLOSED, file).files().getFirst();
      assertThat(Duration.between(written.from(), written.to()))
          .isLessThan(Duration.ofMillis(8_300));
      switch (material) {
        case MP2_192, AAC_128 ->
            assertThat(judge().played(file)).hasSizeGreaterThan(7 * 44_100 * FRAME);
        case OGG_FLAC -> assertThat(Judge.readBack(material, file)).isEqualTo(written.samples());
        case MP3_128, MP3_VBR, MP3_24_LOW, VORBIS_Q5, OPUS_96, FLAC, FLAC_OF_A_CARD, WAV ->
            assertAround(runs, written, judge().played(file, material), material);
      }
    }
  }

  @Test
  void separateFilesAreAZipThatTellsWhatIsMissing() throws Exception {
    try (Recording recording = recording()) {
      TwoRuns runs = twoRuns(recording, Material.MP3_128, Material.OPUS_96);
      Excerpts excerpts = new Excerpts(recording.settings());
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, runs.from(), runs.to());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ExcerptZip zip = new ExcerptZip(bytes);
      ExcerptResult result = excerpts.write(plan, GapPolicy.SEPARATE, ZoneOffset.UTC, zip, _ -> {});
      zip.finish("gaps.txt", "one");
      List<Path> files = judge().unzipped(bytes.toByteArray());
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly(
              "studio_2026-03-01T12-00-21.mp3", "studio_2026-03-01T12-01-00_2.opus", "gaps.txt");
      judge()
          .assertSame(
              runs.one(),
              judge().played(runs.one().reference()),
              result.files().get(0),
              files.get(0),
              runs.first(),
              runs.one().samples(),
              Material.MP3_128);
      judge()
          .assertSame(
              runs.other(),
              judge().played(runs.other().reference(), Material.OPUS_96),
              result.files().get(1),
              files.get(1),
              0,
              runs.last(),
              Material.OPUS_96);
    }
  }

  @Test
  void oneFileOfTwoFormatsIsRefusedWithWhatIsPossible() throws Exception {
    try (Recording recording = recording()) {
      TwoRuns runs = twoRuns(recording, Material.MP3_128, Material.OPUS_96);
      Excerpts excerpts = new Excerpts(recording.settings());
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, runs.from(), runs.to());
      Path file = folder.resolve("excerpt.mp3");
      for (GapPolicy policy : GapPolicy.values()) {
        assertThatThrownBy(() -> Judge.toFile(excerpts, plan, policy, file))
            .isInstanceOf(ExcerptRefusedException.class)
            .hasMessageContaining("separate files");
      }
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void vorbisHasNoSilenceAndSaysSo() throws Exception {
    try (Recording recording = recording()) {
      TwoRuns runs = twoRuns(recording, Material.VORBIS_Q5, Material.VORBIS_Q5);
      Excerpts excerpts = new Excerpts(recording.settings());
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, runs.from(), runs.to());
      assertThatThrownBy(
              () -> Judge.toFile(excerpts, plan, GapPolicy.SILENCE, folder.resolve("excerpt.ogg")))
          .isInstanceOf(ExcerptRefusedException.class)
          .hasMessageContaining("closed gaps");
      try (var left = Files.list(folder)) {
        assertThat(left.filter(it -> it.toString().contains("unfinished"))).isEmpty();
      }
    }
  }

  // --- the stage

  private record TwoRuns(Recording.Run one, Recording.Run other, long first, long last) {
    Instant from() {
      return one.at(first);
    }

    Instant to() {
      return other.at(last);
    }
  }

  /** A minute behind the start of the first run another one begins. */
  private TwoRuns twoRuns(Recording recording, Material before, Material after) throws Exception {
    Recording.Run one = run(recording, "a", START, before, 0);
    Recording.Run other = run(recording, "b", START.plusSeconds(60), after, 1);
    recording.gap(one.end(), other.start(), GapCause.CONNECTION_LOST, "reset by peer");
    recording.stored();
    return new TwoRuns(one, other, one.rate().hertz() * 21L + 77, other.rate().hertz() * 3L + 55);
  }

  private Judge judge() {
    return new Judge(folder);
  }

  private Recording recording() throws IOException {
    return new Recording(Files.createDirectories(folder.resolve("archive")));
  }

  private Recording.Run run(
      Recording recording, String name, Instant start, Material material, int shift)
      throws Exception {
    List<StreamElement> elements =
        material.elements(folder, Material.signal(folder, SECONDS, 100 * shift));
    Recording.Run run = recording.run(name, start, material, elements, 7.3, false);
    recording.stored();
    return run;
  }

  private static Random seeded(String what) {
    long seed = Long.getLong("sonolog.seed", System.nanoTime());
    System.out.println(what + ": seed " + seed);
    return new Random(seed);
  }

  // --- judges

  /** What is heard in front of the gap and behind it is what both runs play. */
  private void assertAround(TwoRuns runs, Written written, byte[] pcm, Material material)
      throws Exception {
    byte[] one = judge().played(runs.one().reference(), material);
    byte[] other = judge().played(runs.other().reference(), material);
    long first = runs.one().rate().samples(Duration.between(runs.one().start(), written.from()));
    byte[] before = Arrays.copyOfRange(one, (int) first * frame(one, runs.one()), one.length);
    int settled = (int) written.settling() * frame(one, runs.one());
    assertThat(Arrays.mismatch(pcm, settled, before.length, before, settled, before.length))
        .isEqualTo(-1);
    int behind = (int) runs.last() * frame(other, runs.other());
    int tail = Judge.indexOf(pcm, Arrays.copyOf(other, behind), before.length);
    assertThat(tail).as("the other run's beginning").isGreaterThanOrEqualTo(before.length);
  }

  private static int frame(byte[] pcm, Recording.Run run) {
    return (int) (pcm.length / run.samples());
  }

  private static org.assertj.core.data.Offset<Double> within(Material material) {
    return org.assertj.core.data.Offset.offset(
        material.extension().equals(".mp3") || material == Material.AAC_128
            ? 1_152.0 * 2
            : material == Material.OPUS_96 ? 961 : 1.0);
  }
}
