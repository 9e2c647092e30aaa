package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recorder measures by itself, and for those who ask, while it records. */
class AnalysisBesideRecordingTest {
  private static final String CONFIGURATION =
      """
      [general]
      split_minutes = 0.1
      [wav]
      type = signal
      signal = noise
      [flac]
      type = signal
      signal = sweep
      format = flac
      [deep]
      type = signal
      signal = sweep
      format = flac
      sample_format = s24
      [unasked]
      type = signal
      signal = noise
      analyse = off
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void whatWasMeasuredOnItsWayIsWhatItsFileSays() throws Exception {
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
    try (Product recorder = Product.start(folder, "record")) {
      awaitLevels(recorder, 6);
      assertThat(Product.run(folder, "status").output()) // a file may be finished at any moment
          .containsPattern("(?m)^ +analysis (up to date|looks through|behind by)");
      assertThat(Product.run(folder, "jobs").status()).isZero();
      Tool.Result growing = Product.run(folder, "analyse", "wav", "--margin", "0.1");
      assertThat(growing.status()).as(growing.output()).isZero();
      Tool.Result asked = Product.run(folder, "loudness", "unasked");
      assertThat(asked.status()).as(asked.output()).isZero();
      Tool.Result cancelled = Product.run(folder, "jobs", "--cancel", "999");
      assertThat(cancelled.status()).isEqualTo(1);
      assertThat(cancelled.output()).contains("no job 999");
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    Map<Path, byte[]> recorded = levels();
    for (Path file : recorded.keySet()) {
      Files.delete(file);
    }
    for (String source : new String[] {"wav", "flac", "deep"}) {
      assertThat(Product.run(folder, "analyse", source).status()).isZero();
    }
    Map<Path, byte[]> measured = levels();
    assertThat(recorded).hasSizeGreaterThanOrEqualTo(6);
    assertThat(measured.keySet()).containsAll(recorded.keySet());
    recorded.forEach(
        (file, bytes) -> assertThat(measured.get(file)).as(file.toString()).isEqualTo(bytes));
  }

  private void awaitLevels(Product recorder, int count) {
    Awaitility.await(count + " measured recordings")
        .atMost(90, TimeUnit.SECONDS)
        .pollInterval(1, TimeUnit.SECONDS)
        .failFast("the recorder ended", () -> !recorder.isAlive())
        .until(() -> levels().size() >= count);
  }

  /** The level data of finished recordings, by file. */
  private Map<Path, byte[]> levels() throws IOException {
    Map<Path, byte[]> levels = new TreeMap<>();
    Path all = folder.resolve("recordings/.sonolog/levels");
    if (Files.isDirectory(all)) {
      try (Stream<Path> files = Files.walk(all)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".levels")).toList()) {
          if (!content(file).equals("growing")) {
            levels.put(file, Files.readAllBytes(file));
          }
        }
      }
    }
    return levels;
  }

  /** What the recording held, which stands behind two numbers. */
  private static String content(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(2 * Integer.BYTES);
      return in.readUTF();
    }
  }
}
