package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that could not be measured are tried again when a person says so. */
class RetryTest {
  @TempDir private Path folder = Path.of("");

  /** Without a recorder, and beside one that counts it among what it measures by itself. */
  @Test
  void whatCouldNotBeMeasuredIsTriedAgain() throws Exception {
    configure("off");
    Path recordings = Files.createDirectories(folder.resolve("recordings"));
    Undecodable.aac(recordings.resolve("20240523_220000.aac"));
    assertThat(Product.run(folder, "reindex").status()).isZero();
    failTwice();
    assertThat(retry("night"))
        .isEqualTo("1 recording is tried again, when somebody asks for them or a recorder runs.\n");
    assertThat(failures()).isEmpty();
    assertThat(retry()).isEqualTo("There is no recording that could not be measured.\n");
    Tool.Result unknown = Product.run(folder, "jobs", "--retry", "nigth");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.output()).contains("\"nigth\"", "there is: night");
    assertThat(Product.run(folder, "jobs", "--retry", "--cancel", "1").status()).isEqualTo(2);

    failTwice();
    configure("on");
    try (Product recorder = Product.start(folder, "record")) {
      recorder.awaitOutput("records 1 sources");
      awaitCounted();
      assertThat(retry()).isEqualTo("1 recording is tried again.\n");
      awaitCounted();
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
  }

  private void configure(String analyse) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [night]
        type = signal
        timezone = UTC
        analyse = %s
        """
            .formatted(analyse));
  }

  private void failTwice() throws IOException {
    for (int tries = 1; tries <= 2; tries++) {
      Tool.Result tried =
          Product.run(folder, "analyse", "night", "--from", "2024-05-23T22:00", "--to", "+1h");
      assertThat(tried.output()).contains("cannot be measured");
      assertThat(Files.readAllLines(failures().getFirst()).get(1)).isEqualTo("" + tries);
    }
  }

  private String retry(String... sources) throws IOException {
    List<String> command = Stream.concat(Stream.of("jobs", "--retry"), Stream.of(sources)).toList();
    Tool.Result result = Product.run(folder, command.toArray(String[]::new));
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }

  /** Until it was tried twice, and is counted as what cannot be measured. */
  private void awaitCounted() {
    Awaitility.await("the recording counts as one that cannot be measured")
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(200, TimeUnit.MILLISECONDS)
        .until(() -> Product.run(folder, "jobs").output().contains("20240523_220000.aac cannot"));
  }

  private List<Path> failures() throws IOException {
    Path levels = folder.resolve("recordings/.sonolog/levels");
    if (!Files.isDirectory(levels)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(levels)) {
      return files.filter(it -> it.toString().endsWith(".failed")).toList();
    }
  }
}
