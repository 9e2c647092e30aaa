package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes share an archive while a build loads all cores: a recorder that splits its files all
 * the time, one that reads the catalogue without a pause (this one), and commands that export, pin,
 * delete and restore. Recorder and commands are killed amid their work.
 */
@Tag("alone")
class SharedArchiveTest {
  private static final List<String> SOURCES = List.of("one", "two", "three", "four");
  private static final int FRAME = 2 * Short.BYTES;
  private static final int ROUNDS = Integer.getInteger("sonolog.shared.rounds", 1);

  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Random random = new Random(5);
  private Recordings recordings = new Recordings(Path.of(""));

  @AfterEach
  void end() {
    ended.set(true);
    running.close();
  }

  @Test
  void noneDisturbsAnotherAndWhatIsExportedIsWhatWasRecorded() throws Exception {
    recordings = new Recordings(folder.resolve("recordings"));
    configure();
    running.add(BuildLoad.start(folder.resolve("build")));
    Product recorder = record();
    awaitSealed(3);
    ExecutorService readers = Executors.newSingleThreadExecutor();
    running.add(readers);
    running.add(() -> ended.set(true)); // before the reader is waited for
    Future<Integer> reads = readers.submit((Callable<Integer>) this::readOn);
    List<Instant> kills = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      useAndKillCommands();
      kills.add(Instant.now());
      recorder.kill();
      recorder = record();
      awaitSealed(1);
    }
    recorder.signal("TERM");
    assertThat(recorder.await(60)).as(recorder.output()).isZero();
    ended.set(true);
    assertThat(reads.get(60, TimeUnit.SECONDS)).as("readings of the catalogue").isGreaterThan(100);
    assertThat(recordings.verify()).isEmpty();
    for (String source : SOURCES) {
      assertOnlyTheKillsAreGaps(source, kills.size());
    }
  }

  private void configure() throws IOException {
    StringBuilder text = new StringBuilder("[general]\nsplit_minutes = 0.02\n");
    for (String source : SOURCES) {
      text.append(
          """
          [%s]
          type = signal
          signal = counter
          sample_rate = 8000
          format = wav
          meters = off
          """
              .formatted(source));
    }
    Files.writeString(folder.resolve("config.ini"), text);
  }

  private Product record() throws IOException {
    Product recorder = Product.start(folder, "record");
    running.add(recorder);
    return recorder;
  }

  private void awaitSealed(int more) {
    List<Long> wanted = new ArrayList<>();
    for (String source : SOURCES) {
      wanted.add(sealed(source) + more);
    }
    Awaitility.await(more + " more files of each source")
        .atMost(120, TimeUnit.SECONDS)
        .until(
            () -> {
              for (int i = 0; i < SOURCES.size(); i++) {
                if (sealed(SOURCES.get(i)) < wanted.get(i)) {
                  return false;
                }
              }
              return true;
            });
  }

  private long sealed(String source) {
    try {
      return recordings.segments(source).stream().filter(it -> it.content().isPresent()).count();
    } catch (IOException _) {
      return 0; // the catalogue is being made
    }
  }

  /** Whatever the others do, each reading works, and nothing that was sealed is gone again. */
  private int readOn() throws IOException {
    int readings = 0;
    long before = 0;
    while (!ended.get()) {
      CatalogueView view = recordings.catalogue();
      long now = 0;
      for (String source : SOURCES) {
        view.gaps(source, Instant.EPOCH, Instant.MAX);
        now += view.segments(source, Instant.EPOCH, Instant.MAX).size();
      }
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
      readings++;
    }
    return readings;
  }

  private void useAndKillCommands() throws IOException {
    for (String source : SOURCES.subList(0, 1)) {
      StoredSegment first = recordings.segments(source).getFirst();
      String file = first.file().toString();
      killAmid("export", source, first.start().toString(), "+20s", "-o", "killed.wav");
      killAmid("delete", file);
      Product.run(folder, "trash", "restore", file); // which may not be there
      assertThat(first.file()).exists();
      run("pin", file);
      killAmid("unpin", file);
      run("unpin", file);
      export(source);
    }
    run("status", "--json");
  }

  /** A command that is killed within its first second: before, amid or behind its work. */
  private void killAmid(String... command) throws IOException {
    try (Product killed = Product.start(folder, command)) {
      Awaitility.await("the moment")
          .pollDelay(random.nextInt(300, 1_000), TimeUnit.MILLISECONDS)
          .until(() -> true);
      killed.kill();
    }
  }

  /** Two whole files in the middle of a run, and what is between them: each sample once. */
  private void export(String source) throws IOException {
    List<StoredSegment> segments = recordings.segments(source);
    StoredSegment last =
        segments.stream().filter(it -> it.content().isPresent()).toList().getLast();
    Instant from = last.start().minusMillis(500);
    Path excerpt = folder.resolve(source + ".wav");
    Files.deleteIfExists(excerpt);
    String to = last.start().plusMillis(900).toString();
    run("export", source, from.toString(), to, "--output", excerpt.toString());
    byte[] samples = RawSamples.of(excerpt, "s16le");
    assertThat(samples.length / FRAME).isEqualTo(1_400 * 8);
    assertCounts(samples);
  }

  private static void assertCounts(byte[] samples) {
    ByteBuffer frames = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
    short first = frames.getShort(0);
    for (int i = 0; i < samples.length / FRAME; i++) {
      assertThat(frames.getShort(i * FRAME)).as("frame %d", i).isEqualTo((short) (first + i));
    }
  }

  private void run(String... command) throws IOException {
    Product.run(folder, command).orFail();
  }

  private void assertOnlyTheKillsAreGaps(String source, int kills) throws IOException {
    List<Gap> gaps = recordings.catalogue().gaps(source, Instant.EPOCH, Instant.MAX);
    assertThat(gaps.stream().filter(gap -> gap.cause() != GapCause.RECORDER_STOPPED))
        .as(source)
        .hasSize(kills)
        .allSatisfy(gap -> assertThat(gap.cause()).isEqualTo(GapCause.RECORDER_KILLED));
  }
}
