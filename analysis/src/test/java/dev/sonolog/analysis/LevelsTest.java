package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelsTest {
  private static final int RATE = 48_000;

  @TempDir private Path folder = Path.of("");

  /** One that does not start. */
  private final WorkerProcess worker =
      new WorkerProcess(List.of("/bin/false"), WorkerLimits.usual());

  @AfterEach
  void end() {
    worker.close();
  }

  private Levels levels() {
    return new Levels(new LevelStore(folder.resolve("state")), worker, MeasuredElsewhere.NOTHING);
  }

  /** Full scale for as many seconds. */
  static byte[] wav(int seconds) {
    int length = seconds * RATE * 2;
    ByteBuffer file = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + length);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    file.putShort((short) 2).putShort((short) 16);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
    while (file.hasRemaining()) {
      file.putShort((short) 16_384);
    }
    return file.array();
  }

  @Test
  void aWavFileIsMeasuredOnceAndWithoutTheWorker() throws Exception {
    Path file = folder.resolve("a.wav");
    Files.write(file, wav(3));
    StoredSegment segment = Segments.sealed(file, "one");
    Levels.Windows windows = levels().windows(segment, _ -> {});
    assertThat(windows.levels()).hasSize(30).containsOnly(0.5);
    assertThat(windows.window()).isEqualTo(0.1);
    assertThat(windows.duration()).isEqualTo(3.0);
    Files.delete(file);
    assertThat(levels().windows(segment, _ -> {}).levels()).hasSize(30);
    assertThat(levels().data(segment, _ -> {}).frames()).isEqualTo(3 * RATE);
  }

  @Test
  void whatGrowsIsMeasuredAnewEachTime() throws Exception {
    StoredSegment segment = Segments.growing(folder.resolve("a.wav"));
    Files.write(segment.place(), wav(1));
    assertThat(levels().windows(segment, _ -> {}).levels()).hasSize(10);
    Files.write(segment.place(), wav(2));
    assertThat(levels().windows(segment, _ -> {}).levels()).hasSize(20);
  }

  @Test
  void aWorkerThatDoesNotStartIsNoFaultOfTheFile() throws Exception {
    Path file = folder.resolve("a.mp3");
    Files.write(file, new byte[100]);
    StoredSegment segment = Segments.sealed(file, "one");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> levels().windows(segment, _ -> {}))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(UnmeasurableException.class);
    }
    assertThat(new LevelStore(folder.resolve("state")).failure(segment)).isEmpty();
  }
}
