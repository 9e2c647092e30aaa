package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes on the command line, of the product as its users start it. */
class TakeTest {
  private static final int RATE = 48_000;

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
      [radio]
      type = signal
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
      assertSays("take start voice", 0, "Recording voice since");
      recorder.awaitOutput("voice: the take is as long as it may be");
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    assertThat(recordings.segments("studio"))
        .hasSizeGreaterThanOrEqualTo(2)
        .extracting(StoredSegment::state)
        .containsOnly(SegmentState.TRASHED);
    StoredSegment voice = recordings.segments("voice").getFirst();
    assertThat(voice.content().orElseThrow().samples()).isEqualTo(3L * RATE);
    assertThat(recordings.verify()).isEmpty();
  }

  private void assertSays(String command, int status, String text) throws Exception {
    Tool.Result result = Product.run(folder, command.split(" ", -1));
    assertThat(result.output().replaceAll(" +", " ")).as(command).contains(text);
    assertThat(result.status()).as(command + ": " + result.output()).isEqualTo(status);
  }
}
