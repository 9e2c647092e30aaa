package dev.sonolog.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are none: scripts which do what a broken one would. */
@Timeout(60)
class WorkerProcessTest {
  private static final String HELLO = hello(Message.VERSION);
  private static final WorkerLimits LIMITS =
      new WorkerLimits(
          Duration.ofSeconds(20),
          Duration.ofMillis(300),
          Duration.ofSeconds(20),
          1_000_000,
          Duration.ofSeconds(20));

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("a.mp3"), new byte[10]);
  }

  /** The command that says hello as a worker of this version would. */
  private static String hello(int version) {
    return String.format(Locale.ROOT, "printf '\\0\\0\\0\\011ASNLG\\0\\0\\0\\%03o'; ", version);
  }

  private static WorkerProcess worker(String script) {
    return worker(script, LIMITS);
  }

  private static WorkerProcess worker(String script, WorkerLimits limits) {
    return new WorkerProcess(List.of("/bin/sh", "-c", script), limits);
  }

  @Test
  void oneWithoutHelloIsNoneAndTheFileIsNotToBlame() {
    try (WorkerProcess worker = worker("echo rubbish; echo woe >&2; cat >&2; :")) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("does not start")
          .hasMessageContaining("woe");
    }
    try (WorkerProcess worker = worker("exit 3")) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("exit code 3");
    }
    try (WorkerProcess worker = new WorkerProcess(List.of("/no/such/java"), LIMITS)) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isExactlyInstanceOf(IOException.class);
    }
  }

  @Test
  void oneThatSpeaksAnotherVersionIsRefused() {
    int later = Message.VERSION + 1;
    try (WorkerProcess worker = worker(hello(later) + "cat >&2; :")) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("version " + later);
    }
  }

  @Test
  void oneThatPrintsRubbishDiesAndSaysItsLastWords() {
    try (WorkerProcess worker =
        worker(HELLO + "head -c 20 > /dev/null; echo 'at last' >&2; echo rubbish; cat >&2; :")) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("a.mp3")
          .hasMessageContaining("outside 1..")
          .hasMessageContaining("at last");
      assertThat(worker.pid()).isEmpty();
    }
  }

  @Test
  void oneThatAsksInsteadOfAnsweringDies() {
    try (WorkerProcess worker = worker(HELLO + HELLO + "cat >&2; :")) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("no answer");
    }
  }

  @Test
  void oneThatEndsInTheMiddleTellsItsExitCode() {
    try (WorkerProcess worker = worker(HELLO + "head -c 20 > /dev/null; exit 42")) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("exit code 42");
    }
  }

  @Test
  void oneThatSaysNothingHangs() {
    try (WorkerProcess worker = worker(HELLO + "cat >&2; :")) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("nothing for 300 ms");
    }
  }

  @Test
  void oneThatOnlySaysThatItWorksIsNotDoneInTime() {
    WorkerLimits limits =
        new WorkerLimits(
            LIMITS.start(), LIMITS.start(), Duration.ofMillis(300), 1_000_000, LIMITS.idle());
    String step = "printf '\\0\\0\\0\\022C\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'; ";
    try (WorkerProcess worker =
        worker(HELLO + "while :; do " + step + "sleep 0.02; done", limits)) {
      assertThatThrownBy(() -> worker.measure(file, progress -> {}))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("not done in time");
    }
  }

  @Test
  void whatAFileIsRefusedForIsTold() {
    String failed = "printf '\\0\\0\\0\\010G\\0\\0\\0\\003bad'; ";
    try (WorkerProcess worker = worker(HELLO + failed + "cat >&2; :")) {
      assertThatThrownBy(() -> worker.measure(file, step -> {}))
          .isInstanceOf(JobFailedException.class)
          .hasMessage("bad");
      assertThat(worker.pid()).isPresent();
    }
  }

  @Test
  void aFileThatIsNotThereStartsNoWorker() {
    try (WorkerProcess worker = worker("exit 1")) {
      assertThatThrownBy(() -> worker.measure(folder.resolve("none"), step -> {}))
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void oneThatIsShutDownRefuses() {
    WorkerProcess worker = worker(HELLO);
    worker.close();
    assertThatThrownBy(() -> worker.measure(file, step -> {})).hasMessageContaining("shut down");
  }
}
