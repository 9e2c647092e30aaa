package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.formats.StreamElement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Excerpts of archives, played by FFmpeg, against the same samples of a source never cut. */
final class ExcerptTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.25Z");
  private static final int FRAME = 2 * Float.BYTES;
  private static final int SECONDS = 26;
  private static final int SPANS = Integer.getInteger("sonolog.excerpt.spans", 4);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Material.class)
  void anySpanAcrossFilesPlaysWhatTheUncutSourcePlays(Material material) throws Exception {
    Random random = seeded(material.name());
    try (Recording recording = recording()) {
      Recording.Run run = run(recording, "a", START, material, 0);
      byte[] all = played(run.reference(), material);
      Excerpts excerpts = new Excerpts(recording.settings());
      for (int i = 0; i < SPANS; i++) {
        long from = random.nextLong(run.samples() - run.rate().hertz());
        long least = run.rate().hertz() / 4; // FFmpeg does not recognise MP3 of two or three frames
        long to = from + least + random.nextLong(run.samples() - from - least);
        ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(from), run.at(to));
        assertThat(plan.missing()).isEmpty();
        Path file = folder.resolve("excerpt-" + i + material.extension());
        Written written = toFile(excerpts, plan, GapPolicy.SEPARATE, file).files().getFirst();
        assertSame(run, all, written, file, from, to, material);
        Path streamed = folder.resolve("streamed-" + i + material.extension());
        assertThat(toStream(excerpts, plan, GapPolicy.SEPARATE, streamed).files())
            .containsExactly(written);
        assertSame(run, all, written, streamed, from, to, material);
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
      Written written = toFile(excerpts, plan, GapPolicy.SEPARATE, file).files().getFirst();
      byte[] all = played(run.reference());
      assertSame(run, all, written, file, 100_000, 600_000, Material.MP3_128);
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
              () -> assertSame(run, all, written, file, 100_000, 600_000, Material.MP3_128))
          .isInstanceOf(AssertionError.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Material.class,
      names = {"MP3_128", "MP3_VBR", "OPUS_96", "FLAC", "FLAC_OF_A_CARD", "WAV"})
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
      Written written = toFile(excerpts, plan, GapPolicy.SILENCE, file).files().getFirst();
      byte[] pcm = played(file, material);
      long wanted = runs.one().rate().samples(Duration.between(written.from(), runs.to()));
      assertThat((long) pcm.length / FRAME).isEqualTo(written.samples());
      assertThat((double) written.samples()).isCloseTo((double) wanted, within(material));
      assertAround(runs, written, pcm, material);
      Path streamed = folder.resolve("streamed" + material.extension());
      toStream(excerpts, plan, GapPolicy.SILENCE, streamed);
      assertThat(Arrays.mismatch(played(streamed, material), pcm)).isEqualTo(-1);
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
      Written written = toFile(excerpts, plan, GapPolicy.CLOSED, file).files().getFirst();
      assertThat(Duration.between(written.from(), written.to()))
          .isLessThan(Duration.ofMillis(8_300));
      switch (material) {
        case MP2_192, AAC_128 -> assertThat(played(file)).hasSizeGreaterThan(7 * 44_100 * FRAME);
        case OGG_FLAC -> assertThat(readBack(material, file)).isEqualTo(written.samples());
        case MP3_128, MP3_VBR, MP3_24_LOW, VORBIS_Q5, OPUS_96, FLAC, FLAC_OF_A_CARD, WAV ->
            assertAround(runs, written, played(file, material), material);
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
      List<Path> files = unzipped(bytes.toByteArray());
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly(
              "studio_2026-03-01T12-00-21.mp3", "studio_2026-03-01T12-01-00_2.opus", "gaps.txt");
      assertSame(
          runs.one(),
          played(runs.one().reference()),
          result.files().get(0),
          files.get(0),
          runs.first(),
          runs.one().samples(),
          Material.MP3_128);
      assertSame(
          runs.other(),
          played(runs.other().reference(), Material.OPUS_96),
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
        assertThatThrownBy(() -> toFile(excerpts, plan, policy, file))
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
              () -> toFile(excerpts, plan, GapPolicy.SILENCE, folder.resolve("excerpt.ogg")))
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

  // --- excerpts

  private static ExcerptResult toFile(
      Excerpts excerpts, ExcerptPlan plan, GapPolicy gaps, Path file) throws Exception {
    try (ExcerptFile output = new ExcerptFile(file)) {
      ExcerptResult result = excerpts.write(plan, gaps, ZoneOffset.UTC, output, _ -> {});
      assertThat(output.written()).contains(file);
      return result;
    }
  }

  private static ExcerptResult toStream(
      Excerpts excerpts, ExcerptPlan plan, GapPolicy gaps, Path file) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ExcerptResult result =
        excerpts.write(plan, gaps, ZoneOffset.UTC, new ExcerptStream(bytes), _ -> {});
    Files.write(file, bytes.toByteArray());
    return result;
  }

  private List<Path> unzipped(byte[] bytes) throws IOException {
    Path target = Files.createDirectories(folder.resolve("unzipped"));
    List<Path> files = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName());
        Files.write(file, zip.readAllBytes());
        files.add(file);
      }
    }
    return files;
  }

  // --- judges

  private byte[] played(Path file) throws Exception {
    return Programs.ffmpeg(folder, file);
  }

  /** FFmpeg does not play every chain: the codec's own decoder does. */
  private byte[] played(Path file, Material material) throws Exception {
    return switch (material) {
      case VORBIS_Q5 -> {
        Path raw = folder.resolve("played.raw");
        Programs.run(folder, "oggdec", "-Q", "-R", "-o", raw, file);
        yield Files.readAllBytes(raw);
      }
      case OPUS_96 -> {
        Path raw = folder.resolve("played.raw");
        Programs.run(folder, "opusdec", "--quiet", "--float", "--rate", 48_000, file, raw);
        yield Files.readAllBytes(raw);
      }
      case MP2_192 -> Programs.output(folder, "mpg123", "-q", "-e", "f32", "-s", file);
      case MP3_128, MP3_VBR, MP3_24_LOW, AAC_128, OGG_FLAC, FLAC, FLAC_OF_A_CARD, WAV ->
          played(file);
    };
  }

  private static long readBack(Material material, Path file) throws IOException {
    return Material.read(material.container(), Files.readAllBytes(file)).stream()
        .filter(StreamElement.Packet.class::isInstance)
        .mapToLong(packet -> ((StreamElement.Packet) packet).samples())
        .sum();
  }

  /** The file plays the source's samples from where it says, and all that was asked for. */
  private void assertSame(
      Recording.Run run,
      byte[] all,
      Written written,
      Path file,
      long from,
      long to,
      Material material)
      throws Exception {
    int frame = (int) (all.length / run.samples());
    long first = run.rate().samples(Duration.between(run.start(), written.from()));
    byte[] pcm = played(file, material);
    assertThat(pcm.length / frame).as("samples of %s", file).isEqualTo((int) written.samples());
    assertThat(first + written.settling())
        .as("begins")
        .isLessThanOrEqualTo(Math.max(from, written.settling()));
    assertThat(first + written.samples()).as("ends").isGreaterThanOrEqualTo(to);
    int skipped = (int) written.settling();
    byte[] wanted =
        Arrays.copyOfRange(
            all, (int) (first + skipped) * frame, (int) (first + written.samples()) * frame);
    byte[] found = Arrays.copyOfRange(pcm, skipped * frame, pcm.length);
    assertThat(Arrays.mismatch(found, wanted)).as("%s from %s", file, first).isEqualTo(-1);
  }

  /** What is heard in front of the gap and behind it is what both runs play. */
  private void assertAround(TwoRuns runs, Written written, byte[] pcm, Material material)
      throws Exception {
    byte[] one = played(runs.one().reference(), material);
    byte[] other = played(runs.other().reference(), material);
    long first = runs.one().rate().samples(Duration.between(runs.one().start(), written.from()));
    byte[] before = Arrays.copyOfRange(one, (int) first * frame(one, runs.one()), one.length);
    assertThat(Arrays.mismatch(Arrays.copyOf(pcm, before.length), before)).isEqualTo(-1);
    int behind = (int) runs.last() * frame(other, runs.other());
    int tail = indexOf(pcm, Arrays.copyOf(other, behind), before.length);
    assertThat(tail).as("the other run's beginning").isGreaterThanOrEqualTo(before.length);
  }

  private static int frame(byte[] pcm, Recording.Run run) {
    return (int) (pcm.length / run.samples());
  }

  private static int indexOf(byte[] all, byte[] part, int from) {
    for (int at = from; at + part.length <= all.length; at += Short.BYTES) {
      if (Arrays.mismatch(all, at, at + part.length, part, 0, part.length) < 0) {
        return at;
      }
    }
    return -1;
  }

  private static org.assertj.core.data.Offset<Double> within(Material material) {
    return org.assertj.core.data.Offset.offset(
        material.extension().equals(".mp3")
            ? 1_152.0 * 2
            : material == Material.OPUS_96 ? 961 : 1.0);
  }
}
