package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.mpeg.MpegContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Excerpts of MP3 files that other programs wrote, whose tags tell players to drop what encoder and
 * decoder put in front, played by FFmpeg against what it plays of the whole files.
 */
final class OthersExcerptTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.25Z");
  private static final int SECONDS = 20;
  private static final int SPANS = 4 * Integer.getInteger("sonolog.excerpt.spans", 1);

  /** The longest packet, in samples. */
  private static final long PACKET = 1_152;

  @TempDir Path folder;

  enum Encoder {
    LAME_CBR("lame --quiet -b 128 IN OUT"),
    LAME_VBR("lame --quiet -V 4 IN OUT"),
    LAME_LOW("lame --quiet -V 5 --resample 24 IN OUT"),
    LAME_WITHOUT_TAG("lame --quiet -t -b 128 IN OUT"),
    FFMPEG("ffmpeg -v error -i IN -b:a 192k OUT");

    private final String command;

    Encoder(String command) {
      this.command = command;
    }

    Path encode(Path folder, Path wav, String name) throws Exception {
      Path file = folder.resolve(name + ".mp3");
      List<Object> words = new ArrayList<>();
      for (String word : command.split(" ", -1)) {
        words.add(word.equals("IN") ? wav : word.equals("OUT") ? file : word);
      }
      Programs.run(folder, words.toArray());
      return file;
    }
  }

  /**
   * A file in the archive, and what is heard of it.
   *
   * @param first the first sample that an excerpt can begin with
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Heard(Recording.Run run, byte[] pcm, long first) {
    int frame() {
      return (int) (pcm.length / run.samples());
    }

    /** A part of a file sounds like what this one has there, as far as it goes. */
    void assertHas(byte[] part, long first) {
      int from = (int) Math.max(0, -first) * frame();
      int to = (int) Math.min(part.length, pcm.length - first * frame());
      byte[] found = Arrays.copyOfRange(part, from, to);
      int at = (int) Math.max(0, first) * frame();
      byte[] wanted = Arrays.copyOfRange(pcm, at, at + found.length);
      assertThat(Arrays.mismatch(found, wanted)).as("from %s", first).isEqualTo(-1);
    }
  }

  private Heard put(Recording recording, Encoder encoder, Instant start, String name)
      throws Exception {
    Path wav = Material.signal(folder, SECONDS, 0);
    Path file = encoder.encode(folder.resolve("archive"), wav, name);
    Recording.Run run = recording.other(name, start, file, new MpegContainer());
    byte[] pcm = Programs.ffmpeg(folder, file);
    assertThat(pcm.length % run.samples()).as("its length is known to the sample").isZero();
    return new Heard(run, pcm, encoder == Encoder.LAME_WITHOUT_TAG ? PACKET : 0);
  }

  private Recording recording() throws Exception {
    return new Recording(Files.createDirectories(folder.resolve("archive")));
  }

  @ParameterizedTest
  @EnumSource(Encoder.class)
  void anySpanPlaysWhatTheFilePlays(Encoder encoder) throws Exception {
    Random random = new Random(encoder.name().hashCode());
    try (Recording recording = recording()) {
      Heard heard = put(recording, encoder, START, "a");
      Recording.Run run = heard.run();
      for (int i = 0; i < SPANS; i++) {
        int least = run.rate().hertz() / 4;
        long from = random.nextLong(2 * PACKET, run.samples() - least - 2 * PACKET);
        long to = from + least + random.nextLong(run.samples() - least - 2 * PACKET - from);
        assertSpan(recording, heard, from, to);
      }
      assertSpan(recording, heard, 0, run.rate().hertz());
      assertSpan(recording, heard, run.samples() - run.rate().hertz(), run.samples());
      assertSpan(recording, heard, 0, run.samples());
    }
  }

  private void assertSpan(Recording recording, Heard heard, long from, long to) throws Exception {
    Recording.Run run = heard.run();
    Excerpts excerpts = new Excerpts(recording.settings());
    ExcerptPlan plan = excerpts.plan(Recording.SOURCE, run.at(from), run.at(to));
    Path file = Files.createTempDirectory(folder, "excerpt").resolve("excerpt.mp3");
    Written written = Judge.toFile(excerpts, plan, GapPolicy.SEPARATE, file).files().getFirst();
    Path streamed = file.resolveSibling("streamed.mp3");
    assertThat(Judge.toStream(excerpts, plan, GapPolicy.SEPARATE, streamed).files())
        .containsExactly(written);

    byte[] pcm = Programs.ffmpeg(folder, file);
    assertThat(pcm.length).isEqualTo((int) written.samples() * heard.frame());
    long first = run.rate().samples(Duration.between(run.start(), written.from()));
    assertThat(first).as("begins").isGreaterThan(from - PACKET);
    assertThat(first).as("begins").isLessThanOrEqualTo(Math.max(from, heard.first()));
    assertThat(first + written.samples()).as("ends").isBetween(to, to + PACKET);
    heard.assertHas(pcm, first);
    assertThat(Programs.ffmpeg(folder, streamed)).isEqualTo(pcm);
  }

  @Test
  void silenceBetweenTwoFilesIsAsLongAsWhatIsMissing() throws Exception {
    try (Recording recording = recording()) {
      Heard one = put(recording, Encoder.LAME_VBR, START, "a");
      Instant later = one.run().end().plusSeconds(3);
      Heard other = put(recording, Encoder.LAME_VBR, later, "b");
      Excerpts excerpts = new Excerpts(recording.settings());
      Instant from = START.plusSeconds(12);
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, from, later.plusSeconds(5));
      Path file = folder.resolve("excerpt.mp3");
      Written written = Judge.toFile(excerpts, plan, GapPolicy.SILENCE, file).files().getFirst();
      byte[] pcm = Programs.ffmpeg(folder, file);
      assertThat(pcm.length).isEqualTo((int) written.samples() * one.frame());

      long first = one.run().rate().samples(Duration.between(START, written.from()));
      int heard = (int) (one.run().samples() - first) * one.frame();
      one.assertHas(Arrays.copyOf(pcm, heard), first);
      SampleRate rate = other.run().rate();
      long behind = written.samples() - 4L * rate.hertz();
      byte[] rest = Arrays.copyOfRange(pcm, (int) behind * other.frame(), pcm.length);
      byte[] second = Arrays.copyOf(rest, rate.hertz() * other.frame());
      long found = Judge.indexOf(other.pcm(), second, 0) / other.frame();
      Instant instant = written.from().plus(rate.duration(behind));
      assertThat(found).isCloseTo(rate.samples(Duration.between(later, instant)), within(PACKET));
      other.assertHas(rest, found);

      Path streamed = folder.resolve("streamed.mp3");
      Judge.toStream(excerpts, plan, GapPolicy.SILENCE, streamed);
      assertThat(Programs.ffmpeg(folder, streamed)).isEqualTo(pcm);
    }
  }
}
