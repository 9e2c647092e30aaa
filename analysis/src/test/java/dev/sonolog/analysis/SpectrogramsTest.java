package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.FrequencyScale;
import dev.sonolog.measure.SpectrogramSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpectrogramsTest {
  private static final SampleRate RATE = new SampleRate(48_000);
  private static final SpectrogramSettings SETTINGS =
      SpectrogramSettings.usual(20, 10, FrequencyScale.LINEAR);

  /** A worker that says hello, and of two jobs that they failed. */
  private static final String FAILING =
      "printf '\\0\\0\\0\\011ASNLG\\0\\0\\0\\003'; for job in 1 2; do printf"
          + " '\\0\\0\\0\\012G\\0\\0\\0\\005wrong'; done; cat > /dev/null";

  @TempDir private Path folder = Path.of("");

  private static SpectrogramSpan span(StoredSegment segment, long from, long to) {
    AudioFormat format = new AudioFormat(Codec.FLAC, RATE, 1);
    return new SpectrogramSpan(new Recording(segment, format), from, to, 48_000L * 60);
  }

  private static WorkerProcess worker(String script) {
    return new WorkerProcess(List.of("/bin/sh", "-c", script), WorkerLimits.usual());
  }

  private Spectrograms spectrograms(WorkerProcess worker) {
    Path state = folder.resolve("state");
    return new Spectrograms(new SpectrogramStore(state, 1 << 20), new LevelStore(state), worker);
  }

  private static SpectrogramData uncut(long from, long to, Spectrograms.Use use) {
    throw new AssertionError("Nothing is to be cut from " + from + " to " + to);
  }

  @Test
  void wavIsDrawnOnceAndWithoutTheWorker() throws Exception {
    Path file = Files.write(folder.resolve("a.wav"), LevelsTest.wav(3));
    StoredSegment segment = Segments.sealed(file, "one");
    try (WorkerProcess worker = worker("exit 1")) {
      SpectrogramData made =
          spectrograms(worker)
              .of(span(segment, 100_000, 110_000), SETTINGS, SpectrogramsTest::uncut);
      assertThat(made.cells()).hasSize(200);
      assertThat(made.cells()[9 * 20 + 10] & 0xFF).isGreaterThan(230); // DC
      assertThat(made.cells()[10]).isZero();
      Files.delete(file);
      assertThat(
              spectrograms(worker)
                  .of(span(segment, 100_000, 110_000), SETTINGS, SpectrogramsTest::uncut)
                  .cells())
          .isEqualTo(made.cells());
    }
  }

  @Test
  void whatCannotBeDecodedIsTriedTwice() throws Exception {
    Path file = Files.write(folder.resolve("a.flac"), new byte[100]);
    StoredSegment segment = Segments.sealed(file, "one");
    try (WorkerProcess worker = worker(FAILING)) {
      for (int i = 0; i < 5; i++) {
        int width = i + 1;
        assertThatThrownBy(
                () ->
                    spectrograms(worker)
                        .of(span(segment, 0, width), SETTINGS, SpectrogramsTest::uncut))
            .isInstanceOf(UnmeasurableException.class)
            .hasMessage("wrong");
      }
    }
    assertThat(new LevelStore(folder.resolve("state")).failure(segment)).isEmpty();
  }

  @Test
  void aWorkerThatDoesNotStartIsNoFaultOfTheFile() throws Exception {
    Path file = Files.write(folder.resolve("a.flac"), new byte[100]);
    StoredSegment segment = Segments.sealed(file, "one");
    try (WorkerProcess worker = worker("exit 1")) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(
                () ->
                    spectrograms(worker).of(span(segment, 0, 9), SETTINGS, SpectrogramsTest::uncut))
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(UnmeasurableException.class);
      }
    }
  }

  /** A little more is cut out than is shown, as far as it is there. */
  @Test
  void aSpanFarBehindTheStartIsCutOutFirst() throws Exception {
    Path file = Files.write(folder.resolve("a.flac"), new byte[100]);
    StoredSegment segment = Segments.sealed(file, "one");
    List<Long> cut = new ArrayList<>();
    Spectrograms.Cutter broken =
        (from, to, _) -> {
          cut.addAll(List.of(from, to));
          throw new JobFailedException("nothing to be cut there");
        };
    try (WorkerProcess worker = worker("exit 1")) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(
                () -> spectrograms(worker).of(span(segment, 500_000, 600_000), SETTINGS, broken))
            .isInstanceOf(UnmeasurableException.class)
            .hasMessage("nothing to be cut there");
      }
      assertThatThrownBy(
              () -> spectrograms(worker).of(span(segment, 2_870_000, 2_880_000), SETTINGS, broken))
          .isInstanceOf(UnmeasurableException.class);
    }
    assertThat(cut)
        .containsExactly(
            488_000L, 612_000L, 488_000L, 612_000L, 488_000L, 612_000L, 2_858_000L, 2_880_000L);
  }
}
