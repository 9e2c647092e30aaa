package dev.sonolog.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.jobs.JobCancelledException;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.TranscodeOrder;
import dev.sonolog.jobs.WavMeasuring;
import dev.sonolog.jobs.WorkerDiedException;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker as it will run, in a process of its own, and what may happen to it. */
@Tag("judged")
@Timeout(120)
class RealWorkerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final WorkerLimits LIMITS = new WorkerLimits(LONG, LONG, LONG, 100_000, LONG);

  @TempDir private Path folder;

  private static WorkerProcess worker() {
    return new WorkerProcess(Workers.command(), LIMITS);
  }

  private static WorkerProcess worker(Duration silence, Duration idle) {
    return new WorkerProcess(
        Workers.command(), new WorkerLimits(LONG, silence, LONG, 100_000, idle));
  }

  /** Hours of silence that take no room on the disk. */
  private Path longFile() throws IOException {
    Path file = folder.resolve("long.wav");
    int length = 2_000_000_000;
    ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(length + 36);
    head.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    head.putShort((short) 1).putShort((short) 2).putInt(48_000).putInt(192_000);
    head.putShort((short) 4).putShort((short) 16);
    head.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(head.array());
      out.setLength(length + 44L);
    }
    return file;
  }

  private Path shortFile() throws Exception {
    return Material.make(folder, "a.wav", "-c:a", "pcm_s16le");
  }

  private static void assertWorks(WorkerProcess worker, Path file) throws Exception {
    LevelData data = worker.measure(file, step -> {});
    LevelData expected = WavMeasuring.measure(file, step -> {});
    assertThat(data.windows()).isEqualTo(expected.windows());
    assertThat(data.peaks().sameAs(expected.peaks())).isTrue();
    assertThat(data.codec()).isEqualTo(expected.codec());
  }

  private static void signal(WorkerProcess worker, String signal) {
    try {
      String pid = Long.toString(worker.pid().orElseThrow());
      assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aKilledOneFailsOneJobAndIsReplaced() throws Exception {
    Path file = shortFile();
    Path hours = longFile();
    try (WorkerProcess worker = worker()) {
      assertThatThrownBy(() -> worker.measure(hours, step -> signal(worker, "-KILL")))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("long.wav")
          .hasMessageContaining("exit code 137");
      assertWorks(worker, file);
    }
  }

  /** The samples of FLAC are those of WAV, and so is all that is said of them. */
  @Test
  void aRecordingIsSummarisedWhateverHoldsIt() throws Exception {
    SummarySettings settings = new SummarySettings(-30, Duration.ofMillis(100));
    Path wav = shortFile();
    Path flac = Material.make(folder, "a.flac", "-c:a", "flac", "-sample_fmt", "s16");
    Path mp3 = Material.make(folder, "a.mp3", "-c:a", "libmp3lame", "-b:a", "256k");
    SoundSummary expected = WavMeasuring.summarise(wav, settings, step -> {});
    try (WorkerProcess worker = worker()) {
      assertThat(worker.summarise(wav, settings, step -> {})).isEqualTo(expected);
      assertThat(worker.summarise(flac, settings, step -> {})).isEqualTo(expected);
      SoundSummary lossy = worker.summarise(mp3, settings, step -> {});
      assertThat(lossy.frames()).isEqualTo(expected.frames());
      assertThat(lossy.loudness().integrated())
          .isCloseTo(expected.loudness().integrated(), within(0.3));
    }
  }

  @Test
  void whatCannotBeSummarisedSaysWhy() throws Exception {
    Path file = Files.write(folder.resolve("a.mp3"), new byte[10_000]);
    try (WorkerProcess worker = worker()) {
      assertThatThrownBy(() -> worker.summarise(file, SummarySettings.usual(), step -> {}))
          .isInstanceOf(JobFailedException.class);
      assertWorks(worker, shortFile());
    }
  }

  @Test
  void itStandsBehindAllElseAndHasALimitForItsMemory() throws Exception {
    try (WorkerProcess worker = worker()) {
      assertWorks(worker, shortFile());
      Path process = Path.of("/proc", Long.toString(worker.pid().orElseThrow()));
      assertThat(Files.readString(process.resolve("limits")))
          .containsPattern("Max address space +" + (5L << 30) + " ")
          .containsPattern("Max core file size +0 ");
      String stat = Files.readString(process.resolve("stat"));
      String[] behindTheName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      assertThat(behindTheName[16]).as("nice").isEqualTo("10");
    }
  }

  @Test
  void aStoppedOneHangsAndIsKilled() throws Exception {
    Path hours = longFile();
    try (WorkerProcess worker = worker(Duration.ofSeconds(3), LONG)) {
      assertThatThrownBy(() -> worker.measure(hours, step -> signal(worker, "-STOP")))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("nothing for 3000 ms");
      assertThat(worker.pid()).isEmpty();
    }
  }

  @Test
  void aCancelledJobEndsAndTheNextOneIsDone() throws Exception {
    Path file = shortFile();
    Path hours = longFile();
    try (WorkerProcess worker = worker()) {
      worker.cancel();
      assertThatThrownBy(() -> worker.measure(hours, step -> worker.cancel()))
          .isInstanceOf(JobCancelledException.class);
      assertThatThrownBy(() -> worker.measure(hours, step -> Thread.currentThread().interrupt()))
          .isInstanceOf(InterruptedException.class);
      assertThat(worker.pid()).isEmpty();
      assertWorks(worker, file);
    }
  }

  @Test
  void anIdleOneEndsAndTheNextJobStartsAnother() throws Exception {
    Path file = shortFile();
    try (WorkerProcess worker = worker(LONG, Duration.ofSeconds(2))) {
      assertWorks(worker, file);
      long first = worker.pid().orElseThrow();
      assertThat(ProcessHandle.of(first).map(ProcessHandle::onExit)).isPresent();
      ProcessHandle.of(first).orElseThrow().onExit().get(60, TimeUnit.SECONDS);
      assertWorks(worker, file);
      assertThat(worker.pid().orElseThrow()).isNotEqualTo(first);
    }
  }

  @Test
  void aClosedOneLeavesNoProcess() throws Exception {
    Path file = shortFile();
    ProcessHandle process;
    try (WorkerProcess worker = worker()) {
      assertWorks(worker, file);
      process = ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow();
    }
    assertThat(process.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void whoeverAskedAndIsGoneTakesTheWorkerAlong() throws Exception {
    Process process = new ProcessBuilder(Workers.command()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(process.exitValue()).isEqualTo(2);
  }

  // --- coding anew

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private TranscodeOrder order(Path input, TargetKind kind) {
    return TranscodeOrder.plain(input, folder.resolve("out." + kind.word()), kind);
  }

  @Test
  void aWorkerCodesOneFileAfterTheOther() throws Exception {
    Path file = shortFile();
    try (WorkerProcess worker = worker()) {
      for (TargetKind kind : TargetKind.values()) {
        assertThat(worker.transcode(order(file, kind), step -> {}).frames()).isEqualTo(112_560);
      }
      assertThat(names())
          .containsExactly("a.wav", "out.flac", "out.m4a", "out.mp3", "out.opus", "out.wav");
      assertThatThrownBy(() -> worker.transcode(order(file, TargetKind.MP3), step -> {}))
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessageContaining("is there already");
      TranscodeOrder nowhere = order(file, TargetKind.MP3).into(folder.resolve("no/a.mp3"));
      assertThatThrownBy(() -> worker.transcode(nowhere, step -> {}))
          .hasMessageContaining("there is no such folder");
      assertWorks(worker, file);
    }
  }

  @Test
  void whateverEndsAJobLeavesNothingBehind() throws Exception {
    Path hours = longFile();
    Path text = Files.writeString(folder.resolve("text.mp3"), "Nothing to hear.\n".repeat(99));
    List<String> before = names();
    TranscodeOrder order = order(hours, TargetKind.MP3);
    try (WorkerProcess worker = worker()) {
      assertThatThrownBy(() -> worker.transcode(order, step -> signal(worker, "-KILL")))
          .isInstanceOf(WorkerDiedException.class)
          .hasMessageContaining("exit code 137");
      assertThat(names()).isEqualTo(before);
      assertThatThrownBy(() -> worker.transcode(order, step -> worker.cancel()))
          .isInstanceOf(JobCancelledException.class);
      assertThat(names()).isEqualTo(before);
      assertThatThrownBy(() -> worker.transcode(order(text, TargetKind.WAV), step -> {}))
          .isInstanceOf(JobFailedException.class);
      assertThat(names()).isEqualTo(before);
    }
  }

  @Test
  void nobodysFileIsOverwritten() throws Exception {
    Path file = shortFile();
    TranscodeOrder order = order(file, TargetKind.FLAC);
    try (WorkerProcess worker = worker()) {
      assertThatThrownBy(() -> worker.transcode(order, step -> taken(order.output())))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(order.output()).hasContent("mine");
      assertThat(names()).containsExactly("a.wav", "out.flac");
    }
  }

  private static void taken(Path file) {
    try {
      Files.writeString(file, "mine");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a listener waits for: ten seconds, from the job to the first bytes of the output. */
  @Test
  void aWarmWorkerBeginsAtOnce() throws Exception {
    Path file = Material.make(folder, "ten.flac", 10, "-c:a", "flac");
    long[] begun = new long[15];
    long[] done = new long[15];
    try (WorkerProcess worker = worker()) {
      for (int i = 0; i < begun.length; i++) {
        TranscodeOrder order = order(file, TargetKind.MP3).into(folder.resolve(i + ".mp3"));
        int run = i;
        long start = System.nanoTime();
        worker.transcode(
            order,
            step -> begun[run] = step.frames() == 0 ? System.nanoTime() - start : begun[run]);
        done[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(begun);
    Arrays.sort(done);
    System.out.printf(
        "Ten seconds of FLAC into MP3: the first bytes after %.1f ms, all after %.1f ms (medians),"
            + " %.1f and %.1f ms at most%n",
        begun[7] / 1e6, done[7] / 1e6, begun[14] / 1e6, done[14] / 1e6);
    assertThat(begun[7]).isPositive();
  }

  /** What a worker does with a file. */
  enum Task {
    MEASURE {
      @Override
      void run(WorkerProcess worker, Path file, TranscodeOrder order) throws Exception {
        assertThat(worker.measure(file, step -> {}).frames()).isNotNegative();
      }
    },
    SUMMARISE {
      @Override
      void run(WorkerProcess worker, Path file, TranscodeOrder order) throws Exception {
        assertThat(worker.summarise(file, SummarySettings.usual(), step -> {}).frames())
            .isPositive();
      }
    },
    TRANSCODE {
      @Override
      void run(WorkerProcess worker, Path file, TranscodeOrder order) throws Exception {
        worker.transcode(order, step -> {});
        Files.delete(order.output());
      }
    };

    abstract void run(WorkerProcess worker, Path file, TranscodeOrder order) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void damagedFilesAreDoneOrRefused(Task task) throws Exception {
    damage(task, 48, 6);
  }

  @Tag("campaign")
  @ParameterizedTest
  @EnumSource
  @Timeout(1_800)
  void aThousandDamagedFilesAreDoneOrRefused(Task task) throws Exception {
    damage(task, 1_000, 7);
  }

  private void damage(Task task, int count, long seed) throws Exception {
    List<byte[]> whole = Workers.oneOfEach(folder);
    Path good = shortFile();
    Random random = new Random(seed);
    int done = 0;
    try (WorkerProcess worker = worker()) {
      worker.measure(good, step -> {});
      long pid = worker.pid().orElseThrow();
      for (int i = 0; i < count; i++) {
        byte[] bytes = Workers.damaged(whole.get(i % whole.size()), random);
        Path file = Files.write(folder.resolve("damaged"), bytes);
        try {
          task.run(worker, file, order(file, List.of(TargetKind.values()).get(i % 5)));
          done++;
        } catch (JobFailedException e) {
          assertThat(e.getMessage()).as("seed %d, file %d", seed, i).isNotBlank();
        }
      }
      assertWorks(worker, good);
      assertThat(worker.pid()).hasValue(pid);
    }
    assertThat(names()).noneMatch(name -> name.contains("unfinished"));
    assertThat(done).isBetween(count / 4, count);
  }
}
