package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Samples in real time, recorded by the product as its users start it: each says its own number, so
 * what other programs read from the files shows whether each is there once.
 */
class SignalRecordingTest {
  private static final int FRAME = 2 * Short.BYTES;

  private static final String CONFIGURATION =
      """
      [general]
      split_minutes = 0.05
      [%1$s]
      type = signal
      signal = counter
      sample_rate = 48000
      format = %1$s
      """;

  @TempDir private Path folder;

  @Test
  void everySampleIsInExactlyOneWavFile() throws Exception {
    everySampleIsInExactlyOneFile("wav");
  }

  @Test
  void everySampleIsInExactlyOneFlacFile() throws Exception {
    everySampleIsInExactlyOneFile("flac");
  }

  @Test
  void everySampleIsThereWhileTwentyRecordingsAreMeasured() throws Exception {
    Files.writeString(
        folder.resolve("config.ini"),
        CONFIGURATION.formatted("flac")
            + """
            [old]
            type = stream
            url = http://127.0.0.1:9/
            analyse = on
            """);
    old(20);
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    try (Product recorder = Product.start(folder, "record")) {
      awaitMeasured("old", 20);
      awaitSealed(recordings, "flac", 4);
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    assertThat(firstBreak(samples(recordings.segments("flac")))).isEqualTo(-1);
    assertThat(recordings.catalogue().gaps("flac", Instant.EPOCH, Instant.MAX))
        .extracting(Gap::cause)
        .containsExactly(GapCause.RECORDER_STOPPED);
    try (Stream<Path> kept = Files.walk(recordings.state().resolve("levels"))) {
      assertThat(kept.filter(it -> it.toString().endsWith(".levels"))).hasSizeGreaterThan(20);
    }
  }

  /** Recordings of five minutes each, made before. */
  private void old(int count) throws IOException {
    Path minute = folder.resolve("minute.mp3");
    List<String> command = List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i");
    Tool.run(
            Stream.concat(
                    command.stream(),
                    Stream.of("anoisesrc=r=48000:d=60", "-ac", "2", "-b:a", "128k", "" + minute))
                .toList())
        .orFail();
    Path old = Files.createDirectories(folder.resolve("recordings/old"));
    for (int i = 0; i < count; i++) {
      try (OutputStream out =
          Files.newOutputStream(old.resolve("202405%02d_220000.mp3".formatted(i + 1)))) {
        for (int minutes = 0; minutes < 5; minutes++) {
          Files.copy(minute, out);
        }
      }
    }
  }

  private void awaitMeasured(String source, int count) {
    Awaitility.await(count + " measured recordings")
        .atMost(120, TimeUnit.SECONDS)
        .pollInterval(3, TimeUnit.SECONDS)
        .ignoreExceptions() // the recorder does not answer at once
        .until(
            () -> {
              JsonNode said =
                  JsonMapper.shared().readTree(Product.run(folder, "status", "--json").output());
              for (JsonNode each : said.at("/sources")) {
                if (each.at("/name").asString().equals(source)) {
                  return each.at("/segments").asInt() == count
                      && each.at("/analysis/complete").asBoolean()
                      && each.at("/analysis/behind").asInt() == 0;
                }
              }
              return false;
            });
  }

  private void everySampleIsInExactlyOneFile(String format) throws Exception {
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION.formatted(format));
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    try (Product recorder = Product.start(folder, "record")) {
      recorder.awaitOutput(format + ": sealed");
      Tool.Result cut = Product.run(folder, "cut", format);
      assertThat(cut.status()).as(cut.output()).isZero();
      awaitSealed(recordings, format, 4);
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    List<StoredSegment> segments = recordings.segments(format);
    assertThat(segments).hasSizeGreaterThanOrEqualTo(5);
    assertOneTimeline(segments);
    byte[] all = samples(segments);
    assertThat(firstBreak(all)).as("of " + all.length / FRAME + " frames").isEqualTo(-1);
    assertThat(firstBreak(withoutOneFrame(all))).as("a frame removed by hand").isPositive();
    assertThat(recordings.verify()).isEmpty();
    assertThat(recordings.catalogue().gaps(format, Instant.EPOCH, Instant.MAX))
        .extracting(Gap::cause)
        .containsExactly(GapCause.RECORDER_STOPPED);
  }

  @Test
  void aKilledRecorderLosesAtMostASecondAndItsFileIsWhole() throws Exception {
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION.formatted("wav"));
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    Instant killed;
    try (Product recorder = Product.start(folder, "record")) {
      awaitSealed(recordings, "wav", 2);
      killed = Instant.now();
      recorder.kill();
    }
    Path growing = recordings.parts().getFirst();
    assertThat(read(growing).length).as("what others read of it before any repair").isPositive();
    try (Product recorder = Product.start(folder, "record")) {
      recorder.awaitOutput("wav: repaired");
      recorder.awaitOutput("wav: recording");
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    List<StoredSegment> segments = recordings.segments("wav");
    String first = segments.getFirst().run();
    List<StoredSegment> before = segments.stream().filter(it -> it.run().equals(first)).toList();
    assertThat(firstBreak(samples(before))).isEqualTo(-1);
    Duration lost = Duration.between(before.getLast().knownEnd(), killed);
    assertThat(lost).isLessThan(Duration.ofSeconds(1));
    assertThat(recordings.verify()).isEmpty();
  }

  private static void awaitSealed(Recordings recordings, String source, int count) {
    Awaitility.await(count + " sealed files")
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptions() // the catalogue is not there at once
        .until(
            () ->
                recordings.segments(source).stream().filter(it -> it.content().isPresent()).count()
                    >= count);
  }

  /** Each begins where the one before ends, and on the clock but for the first and the cut. */
  private static void assertOneTimeline(List<StoredSegment> segments) {
    int onTheClock = 0;
    for (int i = 1; i < segments.size(); i++) {
      StoredSegment segment = segments.get(i);
      assertThat(segment.run()).isEqualTo(segments.getFirst().run());
      assertThat(segment.firstSample())
          .isEqualTo(
              segments.get(i - 1).firstSample()
                  + segments.get(i - 1).content().orElseThrow().samples());
      long nanosBehind = segment.start().toEpochMilli() % 3_000;
      onTheClock += nanosBehind == 0 ? 1 : 0;
    }
    assertThat(onTheClock).isGreaterThanOrEqualTo(segments.size() - 2);
  }

  private static byte[] samples(List<StoredSegment> segments) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (StoredSegment segment : segments) {
      all.writeBytes(read(segment.file()));
    }
    return all.toByteArray();
  }

  /** What another program reads. */
  private static byte[] read(Path file) throws IOException {
    boolean flac = file.toString().contains("." + Codec.FLAC.extension());
    Path raw = Files.createTempFile("samples", ".raw");
    List<String> command = new ArrayList<>();
    if (flac) {
      assertThat(Tool.run("flac", "-t", "-w", "-s", file.toString()).status()).isZero();
      command.addAll(
          List.of(
              "flac", "-d", "-s", "-f", "--force-raw-format", "--endian=little", "--sign=signed"));
      command.addAll(List.of("-o", raw.toString(), file.toString()));
    } else {
      command.addAll(List.of("ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "wav", "-i"));
      command.addAll(List.of(file.toString(), "-f", "s16le", raw.toString()));
    }
    Tool.Result result = Tool.run(command);
    assertThat(result.status()).as(result.output()).isZero();
    byte[] bytes = Files.readAllBytes(raw);
    Files.delete(raw);
    return bytes;
  }

  /** The first frame that does not say the number behind that of the frame before; -1 if none. */
  private static int firstBreak(byte[] samples) {
    ByteBuffer in = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
    for (int frame = 0; frame < samples.length / FRAME; frame++) {
      short left = in.getShort();
      if (left != (short) frame || in.getShort() != left) {
        return frame;
      }
    }
    return -1;
  }

  private static byte[] withoutOneFrame(byte[] samples) {
    int place = samples.length / FRAME / 2 * FRAME;
    byte[] less = Arrays.copyOf(samples, samples.length - FRAME);
    System.arraycopy(samples, place + FRAME, less, place, less.length - place);
    return less;
  }

  @Test
  void theSharedDeviceOfAsoundConfIsOne() throws Exception {
    Tool.Result listed =
        Tool.run(
            "env",
            "ALSA_CONFIG_PATH=/usr/share/alsa/alsa.conf:" + Product.ROOT.resolve("asound.conf"),
            "arecord",
            "-L");
    assertThat(listed.status()).as(listed.output()).isZero();
    assertThat(listed.output()).contains("shared_mic").contains("shared");
  }
}
