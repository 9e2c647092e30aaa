package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Excerpts of a file in whose middle its station paused: the clock went on, the samples did not.
 */
final class PausedExcerptTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.25Z");
  private static final int SECONDS = 26;

  @TempDir Path folder;

  /** A pause in front of a sample of the run. */
  private record Pause(long sample, Duration length) {}

  @ParameterizedTest
  @EnumSource(Material.class)
  void closedPausesAreAsIfThereWereNone(Material material) throws Exception {
    Random random = seeded(material.name());
    try (Recording recording = recording()) {
      Recording.Run run = run(recording, material);
      List<Pause> pauses = pauses(recording, run, random);
      Excerpts excerpts = new Excerpts(recording.settings());
      long from = 4L * run.rate().hertz() + random.nextInt(5_000);
      long to = 20L * run.rate().hertz() + random.nextInt(5_000);
      ExcerptPlan plan =
          excerpts.plan(Recording.SOURCE, onAir(run, pauses, from), onAir(run, pauses, to));
      assertThat(plan.missing()).hasSize(pauses.size());
      Path file = folder.resolve("closed" + material.extension());
      Written written = Judge.toFile(excerpts, plan, GapPolicy.CLOSED, file).files().getFirst();
      Judge judge = new Judge(folder);
      byte[] all = judge.played(run.reference(), material);
      judge.assertSame(run, all, written, file, from, to, material);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Material.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"VORBIS_Q5", "OGG_FLAC"})
  void behindEachPauseTheSourceIsHeardAtItsPlace(Material material) throws Exception {
    Random random = seeded(material.name());
    try (Recording recording = recording()) {
      Recording.Run run = run(recording, material);
      List<Pause> pauses = pauses(recording, run, random);
      long from = 4L * run.rate().hertz() + random.nextInt(5_000);
      long to = 20L * run.rate().hertz() + random.nextInt(5_000);
      assertHeard(recording, run, pauses, onAir(run, pauses, from), to, material);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Material.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"VORBIS_Q5", "OGG_FLAC"})
  void anExcerptCanBeginWithinAPause(Material material) throws Exception {
    Random random = seeded(material.name());
    try (Recording recording = recording()) {
      Recording.Run run = run(recording, material);
      List<Pause> pauses = pauses(recording, run, random);
      Duration half = pauses.getFirst().length().dividedBy(2).plusNanos(random.nextInt(9_000_000));
      Instant from = run.at(pauses.getFirst().sample()).plus(half);
      long to = 20L * run.rate().hertz() + random.nextInt(5_000);
      assertHeard(recording, run, pauses, from, to, material);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Material.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"VORBIS_Q5", "OGG_FLAC"})
  void anExcerptCanBeginBeforeTheRecordingWentOn(Material material) throws Exception {
    Random random = seeded(material.name());
    try (Recording recording = recording()) {
      Recording.Run run = run(recording, material);
      Instant before = START.minusSeconds(1).minusNanos(random.nextInt(99_000_000));
      recording.gap(before.minusSeconds(9), START, GapCause.CONNECTION_LOST, "reset by peer");
      recording.stored();
      List<Pause> none = List.of(new Pause(0, Duration.ZERO));
      assertHeard(recording, run, none, before, 6L * run.rate().hertz(), material);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Material.class,
      names = {"VORBIS_Q5", "OGG_FLAC"})
  void aCodecWithoutSilenceSaysSo(Material material) throws Exception {
    try (Recording recording = recording()) {
      Recording.Run run = run(recording, material);
      List<Pause> pauses = pauses(recording, run, seeded(material.name()));
      Excerpts excerpts = new Excerpts(recording.settings());
      Path file = folder.resolve("excerpt" + material.extension());
      Instant within = run.at(pauses.getFirst().sample()).plusMillis(100);
      for (Instant from : List.of(run.at(200_000), within)) {
        ExcerptPlan plan = excerpts.plan(Recording.SOURCE, from, onAir(run, pauses, 900_000));
        assertThatThrownBy(() -> Judge.toFile(excerpts, plan, GapPolicy.SILENCE, file))
            .isInstanceOf(ExcerptRefusedException.class)
            .hasMessageContaining("closed gaps");
        assertThat(file).doesNotExist();
      }
    }
  }

  // --- judges

  /** What lies between two pauses stands where the clock says, and is what the source plays. */
  private void assertHeard(
      Recording recording,
      Recording.Run run,
      List<Pause> pauses,
      Instant from,
      long to,
      Material material)
      throws Exception {
    Excerpts excerpts = new Excerpts(recording.settings());
    Instant end = onAir(run, pauses, to);
    ExcerptPlan plan = excerpts.plan(Recording.SOURCE, from, end);
    Path file = Files.createTempFile(folder, "silent", material.extension());
    Files.delete(file);
    Written written = Judge.toFile(excerpts, plan, GapPolicy.SILENCE, file).files().getFirst();
    Judge judge = new Judge(folder);
    byte[] all = judge.played(run.reference(), material);
    byte[] pcm = judge.played(file, material);
    int frame = (int) (all.length / run.samples());
    assertThat((long) pcm.length / frame).isEqualTo(written.samples());
    long asked = run.rate().samples(Duration.between(written.from(), end));
    assertThat(written.samples()).as("length").isBetween(asked - 1_152, asked + 2_048);
    for (int i = 0; i < pauses.size(); i++) {
      long first = pauses.get(i).sample() + unsettled(material);
      long last = i + 1 < pauses.size() ? pauses.get(i + 1).sample() : to;
      Instant onAir = onAir(run, pauses, first);
      long place = run.rate().samples(Duration.between(written.from(), onAir));
      int tolerance = tolerance(material);
      byte[] wanted = Arrays.copyOfRange(all, (int) first * frame, (int) last * frame);
      byte[] around =
          Arrays.copyOfRange(
              pcm,
              (int) (place - tolerance) * frame,
              (int) Math.min(pcm.length, (place + tolerance + last - first) * frame));
      assertThat(Judge.holds(around, wanted))
          .as("samples %s to %s, in %s near %s", first, last, file, place)
          .isTrue();
    }
    Path streamed = folder.resolve("streamed" + material.extension());
    Judge.toStream(excerpts, plan, GapPolicy.SILENCE, streamed);
    assertThat(Arrays.mismatch(judge.played(streamed, material), pcm)).isEqualTo(-1);
  }

  /**
   * The packet in which a pause stands is heard in front of it. AAC overlaps with another, and the
   * filters of Layer II remember 481 samples.
   */
  private static int unsettled(Material material) {
    return switch (material) {
      case FLAC, FLAC_OF_A_CARD, WAV -> 0;
      case OPUS_96 -> 960;
      case MP3_128, MP3_VBR, MP3_24_LOW -> 1_152;
      case MP2_192 -> 1_152 + 481;
      case AAC_128 -> 2_048;
      case VORBIS_Q5, OGG_FLAC -> throw new AssertionError(material);
    };
  }

  /** How far from its place it may stand, in samples: half a packet where none can be shortened. */
  private static int tolerance(Material material) {
    return switch (material) {
      case FLAC, FLAC_OF_A_CARD, WAV, OPUS_96 -> 1;
      case MP3_128, MP3_VBR, MP3_24_LOW, MP2_192, AAC_128 -> 577;
      case VORBIS_Q5, OGG_FLAC -> throw new AssertionError(material);
    };
  }

  // --- the stage

  /** A long one and a short one soon behind it, where packets do not end. */
  private static List<Pause> pauses(Recording recording, Recording.Run run, Random random) {
    List<Pause> pauses = new ArrayList<>();
    Duration paused = Duration.ZERO;
    for (double second : new double[] {8, 8.7, 14}) {
      long sample = Math.round(second * run.rate().hertz()) + random.nextInt(5_000);
      Duration length = Duration.ofMillis(400 + random.nextInt(2_000));
      Instant from = run.at(sample).plus(paused);
      recording.gap(from, from.plus(length), GapCause.STALLED, "paused");
      paused = paused.plus(length);
      pauses.add(new Pause(sample, length));
    }
    recording.stored();
    return pauses;
  }

  private static Instant onAir(Recording.Run run, List<Pause> pauses, long sample) {
    Instant instant = run.at(sample);
    for (Pause pause : pauses) {
      instant = pause.sample() <= sample ? instant.plus(pause.length()) : instant;
    }
    return instant;
  }

  private Recording recording() throws IOException {
    return new Recording(Files.createDirectories(folder.resolve("archive")));
  }

  private Recording.Run run(Recording recording, Material material) throws Exception {
    Recording.Run run =
        recording.run(
            "a",
            START,
            material,
            material.elements(folder, Material.signal(folder, SECONDS, 0)),
            60,
            false);
    recording.stored();
    return run;
  }

  private static Random seeded(String what) {
    long seed = Long.getLong("sonolog.seed", System.nanoTime());
    System.out.println(what + ": seed " + seed);
    return new Random(seed);
  }
}
