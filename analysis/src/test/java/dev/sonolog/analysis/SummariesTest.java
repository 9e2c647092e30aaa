package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummariesTest {
  @TempDir private Path folder = Path.of("");

  /** One that does not start. */
  private final WorkerProcess worker =
      new WorkerProcess(List.of("/bin/false"), WorkerLimits.usual());

  @AfterEach
  void end() {
    worker.close();
  }

  private Summaries summaries() {
    return new Summaries(new LevelStore(folder.resolve("state")), worker);
  }

  @Test
  void aWavFileIsSummarisedOnceAndWithoutTheWorker() throws Exception {
    Path file = Files.write(folder.resolve("a.wav"), LevelsTest.wav(3));
    StoredSegment segment = Segments.sealed(file, "one");
    SoundSummary summary = summaries().of(segment, SummarySettings.usual(), _ -> {});
    assertThat(summary.frames()).isEqualTo(3 * 48_000);
    assertThat(summary.channels().getFirst().offset()).isEqualTo(0.5);
    Files.delete(file);
    assertThat(summaries().of(segment, SummarySettings.usual(), _ -> {})).isEqualTo(summary);
  }

  @Test
  void anotherSilenceIsMeasuredAnew() throws Exception {
    Path file = Files.write(folder.resolve("a.wav"), LevelsTest.wav(3));
    StoredSegment segment = Segments.sealed(file, "one");
    SummarySettings strict = new SummarySettings(-1, Duration.ofSeconds(1));
    assertThat(summaries().of(segment, SummarySettings.usual(), _ -> {}).silences()).isEmpty();
    assertThat(summaries().of(segment, strict, _ -> {}).silences())
        .containsExactly(new SoundSummary.Stretch(0, 3 * 48_000));
  }

  @Test
  void whatIsNotAsItWasWrittenIsMeasuredAgain() throws Exception {
    Path file = Files.write(folder.resolve("a.wav"), LevelsTest.wav(3));
    StoredSegment segment = Segments.sealed(file, "one");
    SoundSummary summary = summaries().of(segment, SummarySettings.usual(), _ -> {});
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      for (Path kept : files.filter(it -> it.toString().endsWith(".summary")).toList()) {
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length / 2] ^= 1;
        Files.write(kept, bytes);
      }
    }
    assertThat(summaries().of(segment, SummarySettings.usual(), _ -> {})).isEqualTo(summary);
    Files.delete(file);
    assertThat(summaries().of(segment, SummarySettings.usual(), _ -> {})).isEqualTo(summary);
  }

  @Test
  void aFileOfAnotherKindNeedsTheWorker() throws Exception {
    Path file = Files.write(folder.resolve("a.mp3"), new byte[100]);
    StoredSegment segment = Segments.sealed(file, "one");
    assertThatThrownBy(() -> summaries().of(segment, SummarySettings.usual(), _ -> {}))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(UnmeasurableException.class);
  }
}
