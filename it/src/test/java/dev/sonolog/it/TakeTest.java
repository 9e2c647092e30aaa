package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.SampleRate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes on the command line, of the product as its users start it. */
class TakeTest {
  private static final int RATE = 48_000;
  private static final int FRAME = 2 * Short.BYTES;

  private static final String CONFIGURATION =
      """
      [studio]
      type = signal
      signal = counter
      sample_rate = 48000
      mode = manual
      min_length = 1 h
      [voice]
      type = signal
      sample_rate = 48000
      mode = manual
      max_length = 3 s
      filename_pattern = %Y%m%d_%H%M%S_%{take}_%{show}
      [radio]
      type = signal
      """;

  private static final String BEFORE_THE_PRESS =
      """
      [studio]
      type = signal
      signal = counter
      sample_rate = 48000
      mode = manual
      pre_roll = 3 s
      """;

  @TempDir private Path folder;

  @Test
  void aPersonBeginsAndEndsTakes() throws Exception {
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    try (Product recorder = Product.start(folder, "record")) {
      recorder.awaitOutput("radio: recording");
      assertSays("status", 0, "studio: idle");
      assertSays("take stop studio", 1, "studio is not being recorded");
      assertSays("take start radio", 1, "mode = manual");
      assertSays("take start nobody", 1, "There is no source nobody");
      assertSays("take start studio", 0, "Recording studio since");
      assertSays("take start studio", 1, "is being recorded already");
      assertSays("cut studio", 0, "Cut studio at");
      assertSays("take stop studio", 0, "less than min_length = 3600.0 s");
      assertSays("trash", 0, "studio");
      assertSays("take start voice --name Späti", 0, "Recording voice since");
      recorder.awaitOutput("voice: the take is as long as it may be");
      Awaitility.await("the take is kept")
          .atMost(20, TimeUnit.SECONDS)
          .untilAsserted(() -> assertSays("take list voice", 0, "0:00:03 kept Späti"));
      assertSays("take list voice --json", 0, "\"name\" : \"Späti\"");
      assertSays("take list nobody", 1, "no source nobody");
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    assertThat(recordings.segments("studio"))
        .hasSizeGreaterThanOrEqualTo(2)
        .extracting(StoredSegment::state)
        .containsOnly(SegmentState.TRASHED);
    StoredSegment voice = recordings.segments("voice").getFirst();
    assertThat(voice.content().orElseThrow().samples()).isEqualTo(3L * RATE);
    assertThat(voice.file().toString()).endsWith("_Späti.wav");
    assertThat(recordings.verify()).isEmpty();
  }

  @Test
  void everySampleFromBeforeThePressUntilTheStopIsThereOnce() throws Exception {
    Files.writeString(folder.resolve("config.ini"), BEFORE_THE_PRESS);
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    Instant pressed;
    Instant begun;
    Instant released;
    Instant ended;
    try (Product recorder = Product.start(folder, "record")) {
      awaitLevels();
      Instant listened = Instant.now().plusSeconds(4);
      Awaitility.await("more than a pre-roll was heard")
          .until(() -> Instant.now().isAfter(listened));
      assertThat(recordings.segments("studio")).isEmpty();
      pressed = Instant.now();
      assertSays("take start studio", 0, "Recording studio since");
      begun = Instant.now();
      released = Instant.now();
      assertSays("take stop studio", 0, "of studio from");
      ended = Instant.now();
      assertSays("status", 0, "studio: idle");
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    List<StoredSegment> segments = recordings.segments("studio");
    Instant from = segments.getFirst().start();
    Instant to = segments.getLast().knownEnd();
    assertThat(from).isBetween(pressed.minusSeconds(3), begun.minusSeconds(3).plusMillis(1));
    assertThat(to).isBetween(released, ended);
    byte[] all = samples(segments);
    assertThat(all.length / FRAME)
        .isEqualTo(Math.toIntExact(new SampleRate(RATE).samples(Duration.between(from, to))));
    assertThat(firstBreak(all)).isEqualTo(-1);
    byte[] poorer = Arrays.copyOf(all, all.length - FRAME);
    System.arraycopy(all, all.length / 2 + FRAME, poorer, all.length / 2, FRAME);
    assertThat(firstBreak(poorer)).as("a frame that is another").isPositive();
    assertThat(recordings.verify()).isEmpty();
    assertThat(recordings.catalogue().gaps("studio", Instant.EPOCH, Instant.MAX))
        .extracting(Gap::cause)
        .containsExactly(GapCause.BETWEEN_TAKES);
  }

  /** A source that nobody records is measured all the same. */
  private void awaitLevels() {
    Awaitility.await("levels of an idle source")
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptions() // the recorder does not answer at once
        .until(
            () -> {
              JsonNode said =
                  JsonMapper.shared().readTree(Product.run(folder, "status", "--json").output());
              return said.at("/sources/0/state").asString().equals("idle")
                  && !said.at("/sources/0/levels/peaks/0").isMissingNode();
            });
  }

  /** What the files hold behind their heads, which ffmpeg knows better than this test. */
  private static byte[] samples(List<StoredSegment> segments) throws Exception {
    Path raw = Files.createTempFile("samples", ".raw");
    byte[] all = new byte[0];
    for (StoredSegment segment : segments) {
      Tool.run(
              List.of(
                  "ffmpeg",
                  "-v",
                  "error",
                  "-nostdin",
                  "-y",
                  "-i",
                  segment.file().toString(),
                  "-f",
                  "s16le",
                  raw.toString()))
          .orFail();
      byte[] part = Files.readAllBytes(raw);
      int before = all.length;
      all = Arrays.copyOf(all, before + part.length);
      System.arraycopy(part, 0, all, before, part.length);
    }
    Files.delete(raw);
    return all;
  }

  /** The first frame that does not say the number behind that of the frame before; -1 if none. */
  private static int firstBreak(byte[] samples) {
    ByteBuffer in = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
    short first = in.getShort(0);
    for (int frame = 0; frame < samples.length / FRAME; frame++) {
      short left = in.getShort();
      if (left != (short) (first + frame) || in.getShort() != left) {
        return frame;
      }
    }
    return -1;
  }

  private void assertSays(String command, int status, String text) throws Exception {
    Tool.Result result = Product.run(folder, command.split(" ", -1));
    assertThat(result.output().replaceAll(" +", " ")).as(command).contains(text);
    assertThat(result.status()).as(command + ": " + result.output()).isEqualTo(status);
  }
}
