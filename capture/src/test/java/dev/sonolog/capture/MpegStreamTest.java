package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sonolog.capture.station.Station;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.mpeg.MpegContainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real encoder's MP3 through a station with titles: nothing is lost, doubled or moved. */
@Timeout(60)
class MpegStreamTest {
  private static final int INTERVAL = 8_192;
  private static byte[] audio;

  @BeforeAll
  static void encode(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("tone.mp3");
    Process ffmpeg = encoder(file);
    String output = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ffmpeg.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ffmpeg.exitValue()).as(output).isZero();
    audio = Files.readAllBytes(file);
  }

  private static Process encoder(Path file) throws InterruptedException {
    try {
      return new ProcessBuilder(
              "ffmpeg",
              "-v",
              "error",
              "-f",
              "lavfi",
              "-i",
              "sine=frequency=440:duration=20",
              "-ar",
              "44100",
              "-b:a",
              "128k",
              "-write_xing",
              "0",
              "-id3v2_version",
              "0",
              file.toString())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      return fail("This test needs ffmpeg with libmp3lame; install the package ffmpeg", e);
    }
  }

  private static byte[] withTitles() {
    return StreamConnectorTest.withTitles(
        audio, INTERVAL, "StreamTitle='One';", "", "StreamTitle='Two - it's';StreamUrl='';");
  }

  /** All that one connection gave. */
  private static final class Heard {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> others = new ArrayList<>();
    private long samples;
    private String failure = "none";

    void take(StreamElement element) {
      switch (element) {
        case StreamElement.Packet packet -> {
          bytes.writeBytes(packet.bytes());
          samples += packet.samples();
        }
        case StreamElement.TrackHeader header -> others.add(header.format().toString());
        case StreamElement.Title title -> others.add(title.text() + " after " + bytes.size());
        case StreamElement.Damage damage -> others.add("damage of " + damage.bytes());
        case StreamElement.Lost _, StreamElement.End _ -> fail("Not from a stream: " + element);
      }
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }

  private static Heard hear(Station station) throws IOException {
    StreamSettings settings =
        new StreamSettings(
            List.of(station.uri("/live.mp3")),
            Optional.empty(),
            "Sonolog test",
            new LinkedHashMap<>(),
            Duration.ofSeconds(50),
            Duration.ofSeconds(15),
            Optional.of("mp3"),
            Optional.empty());
    Heard heard = new Heard();
    try (StreamConnector connector = new StreamConnector(TimeSource.system());
        Connection connection = connector.connection(settings, List.of(new MpegContainer()))) {
      PacketSource source = connection.open();
      while (true) {
        heard.take(source.next());
      }
    } catch (CaptureFailure e) {
      heard.failure = e.kind().toString();
      return heard;
    }
  }

  @Test
  void everyFrameArrivesAndTitlesStandAtTheirPlace() throws IOException {
    byte[] body = withTitles();
    try (Station station =
        Station.playing(
            call -> {
              call.head("ICY 200 OK", "icy-metaint:" + INTERVAL, "Content-Type: audio/mpeg");
              for (int at = 0; at < body.length; at += 1_460) {
                call.send(Arrays.copyOfRange(body, at, Math.min(body.length, at + 1_460)));
              }
            })) {
      Heard heard = hear(station);
      assertThat(heard.bytes()).isEqualTo(audio);
      assertThat(heard.samples).isBetween(20 * 44_100L, 20 * 44_100L + 3 * 1_152);
      assertThat(heard.failure).isEqualTo("CLOSED");
      assertThat(heard.others).hasSize(3).first().isEqualTo("MP3 44100 Hz mono");
      assertThat(place(heard.others.get(1), "One")).isBetween(INTERVAL, INTERVAL + 420);
      assertThat(place(heard.others.get(2), "Two - it's"))
          .isBetween(3 * INTERVAL, 3 * INTERVAL + 420);
    }
  }

  private static int place(String line, String title) {
    assertThat(line).startsWith(title + " after ");
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void aStreamThatBreaksOffKeepsItsWholeFrames() throws IOException {
    int cut = audio.length / 2;
    try (Station station =
        Station.playing(
            call ->
                call.head("HTTP/1.1 200 OK", "Content-Length: " + audio.length)
                    .send(Arrays.copyOf(audio, cut)))) {
      Heard heard = hear(station);
      assertThat(heard.failure).isEqualTo("LOST");
      assertThat(cut - heard.bytes().length).isBetween(1, 417);
      assertThat(heard.bytes()).isEqualTo(Arrays.copyOf(audio, heard.bytes().length));
      assertThat(heard.others).last().isEqualTo("damage of " + (cut - heard.bytes().length));
    }
  }

  @Test
  void aJoinInTheMiddleOfAFrameBeginsWithAWholeOne() throws IOException {
    byte[] late = Arrays.copyOfRange(audio, 1_000, audio.length);
    try (Station station = Station.playing(call -> call.head("ICY 200 OK").send(late))) {
      byte[] heard = hear(station).bytes();
      assertThat(late.length - heard.length).isBetween(1, 418);
      assertThat(heard)
          .isEqualTo(Arrays.copyOfRange(late, late.length - heard.length, late.length));
    }
  }
}
