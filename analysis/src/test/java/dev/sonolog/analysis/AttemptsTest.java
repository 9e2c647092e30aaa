package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsTest {
  private static final StoredSegment SEGMENT = Segments.sealed(Path.of("/x/a.flac"), "one");

  @TempDir private Path state = Path.of("");
  private LevelStore store = new LevelStore(Path.of(""));
  private int begun;

  @BeforeEach
  void open() {
    store = new LevelStore(state);
  }

  /** As another run of the program has it. */
  private Attempts attempts() {
    return new Attempts(store, LevelStore.Kind.LEVELS);
  }

  private int fails(IOException reason) throws IOException {
    begun++;
    throw reason;
  }

  private void tries(StoredSegment segment, IOException reason) {
    assertThatThrownBy(() -> attempts().measure(segment, _ -> fails(reason)))
        .isInstanceOf(UnmeasurableException.class)
        .hasMessage(reason.getMessage());
  }

  @Test
  void whatFailedTwiceIsTriedNoMoreAsLongAsItIsTheSame() {
    JobFailedException reason = new JobFailedException("no audio in it");
    for (int i = 0; i < 5; i++) {
      tries(SEGMENT, reason);
    }
    assertThat(begun).isEqualTo(2);
    tries(Segments.sealed(SEGMENT.file(), "two"), reason);
    assertThat(begun).isEqualTo(3);
  }

  @Test
  void whatSucceedsAtTheSecondTryIsMeasured() throws Exception {
    tries(SEGMENT, new JobFailedException("the worker was out of luck"));
    assertThat(attempts().<Integer>measure(SEGMENT, _ -> 7)).isEqualTo(7);
  }

  @Test
  void nothingIsRememberedWhenNothingCanBeMeasuredAtTheMoment() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(
              () -> attempts().measure(SEGMENT, _ -> fails(new IOException("no memory left"))))
          .isExactlyInstanceOf(IOException.class);
    }
    assertThat(begun).isEqualTo(5);
    assertThat(store.failure(SEGMENT)).isEmpty();
  }

  @Test
  void whatGotItsFinalNameMeanwhileIsMeasuredThere() throws Exception {
    Path file = state.resolve("a.flac");
    StoredSegment recorded = Segments.growing(file);
    Attempts.Work<Long> size = Files::size;
    assertThatThrownBy(() -> attempts().measure(recorded, size))
        .isInstanceOf(NoSuchFileException.class);
    Files.write(file, new byte[7]);
    assertThat(attempts().measure(recorded, size)).isEqualTo(7);
    Files.write(recorded.place(), new byte[5]);
    assertThat(attempts().measure(recorded, size)).isEqualTo(5);
  }

  /** A process that says hello as a worker does, counts itself, takes the job and is gone. */
  @Test
  void aFileThatKillsItsWorkerIsTriedTwice() throws Exception {
    Path file = Files.write(state.resolve("a.mp3"), new byte[10]);
    StoredSegment segment = Segments.sealed(file, "one");
    String script =
        "printf '\\0\\0\\0\\011ASNLG\\0\\0\\0\\%03o'; echo >> %s/starts; head -c 20 > /dev/null; exit 42"
            .formatted(Message.VERSION, state);
    try (WorkerProcess worker =
        new WorkerProcess(List.of("/bin/sh", "-c", script), WorkerLimits.usual())) {
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(() -> attempts().measure(segment, _ -> worker.measure(file, _ -> {})))
            .isInstanceOf(UnmeasurableException.class)
            .hasMessageContaining("exit code 42");
      }
    }
    assertThat(Files.size(state.resolve("starts"))).isEqualTo(2);
  }
}
