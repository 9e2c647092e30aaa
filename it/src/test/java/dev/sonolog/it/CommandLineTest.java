package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sonolog.app.demo.DemoStation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as its users start it: exit status, configurations, what it leaves. */
class CommandLineTest {
  @Test
  void theVersionIsTold(@TempDir Path folder) throws IOException {
    Tool.Result said = Product.run(folder, "--version");
    assertThat(said.status()).isZero();
    assertThat(said.output()).matches("Sonolog \\d+\\.\\d+\\.\\d+, Java 25\\S*\\R");
  }

  @Test
  void wrongUsageIsExitStatusTwoWithAHint(@TempDir Path folder) throws IOException {
    Tool.Result said = Product.run(folder, "recrod");
    assertThat(said.status()).isEqualTo(2);
    assertThat(said.output()).contains("Did you mean: sonolog record");
    assertThat(folder).isEmptyDirectory();
  }

  // --- the README

  @Test
  void theConfigurationOfTheReadmeIsValid(@TempDir Path folder) throws IOException {
    Matcher block =
        Pattern.compile("(?s)```ini\\n(.*?)```")
            .matcher(Files.readString(Product.ROOT.resolve("README.md")));
    assertThat(block.find()).isTrue();
    Files.writeString(folder.resolve("config.ini"), block.group(1));
    Tool.Result said = Product.run(folder, "check");
    assertThat(said.status()).as(said.output()).isZero();
    assertThat(said.output()).contains("news: ", "music: ", "config.ini is valid: 2 sources");
  }

  // --- check

  @Test
  void theExampleConfigurationIsValid(@TempDir Path folder) throws IOException {
    Path example = Product.ROOT.resolve("config.example.ini");
    Tool.Result said = Product.run(folder, "check", example.toString());
    assertThat(said.status()).as(said.output()).isZero();
    assertThat(said.output()).contains("is valid").doesNotContain("warning");
    assertThat(folder).as("check starts nothing").isEmptyDirectory();
  }

  @Test
  void allErrorsAreListedAtOnceWithTheirLines(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 1441
        timezone = Europe/Atlantis
        [one]
        type = stream
        url = ftp://example.org/
        [two]
        type = tape
        """);
    for (String command : List.of("check", "record", "status")) {
      Tool.Result said = Product.run(folder, command);
      assertThat(said.status()).as(command).isEqualTo(2);
      assertThat(said.output())
          .containsPattern("(?m)^config\\.ini:2: error: split_minutes: ")
          .containsPattern("(?m)^config\\.ini:3: error: timezone: ")
          .containsPattern("(?m)^config\\.ini:6: error: url: ")
          .containsPattern("(?m)^config\\.ini:8: error: type: ")
          .contains("Nothing was done: the configuration has errors.");
    }
    assertThat(folder.resolve("recordings")).doesNotExist();
  }

  @Test
  void aMissingConfigurationIsNamed(@TempDir Path folder) throws IOException {
    for (String command : List.of("check", "record")) {
      Tool.Result said = Product.run(folder, command, "other.ini");
      assertThat(said.status()).as(command).isEqualTo(2);
      assertThat(said.output()).contains("other.ini").doesNotContain("Exception");
    }
    assertThat(folder).isEmptyDirectory();
  }

  // --- record, and demo

  @Test
  void whatCanBeRecordedIsRecordedBesideWhatCannot(@TempDir Path folder) throws IOException {
    HttpServer hls = hls();
    try (DemoStation station = DemoStation.start()) {
      Files.writeString(
          folder.resolve("config.ini"),
          """
          [card]
          type = soundcard
          [segmented]
          type = stream
          url = http://127.0.0.1:%d/live.m3u8
          [good]
          type = stream
          url = %s
          """
              .formatted(hls.getAddress().getPort(), station.address()));
      try (Product recorder = Product.start(folder, "record")) {
        recorder.awaitOutput("good: recording");
        recorder.awaitOutput("segmented: http");
        Tool.Result status = Product.run(folder, "status");
        assertThat(status.output())
            .containsPattern("(?m)^card: (waiting|connecting)")
            .containsPattern("(?m)^segmented: faulted\\n +.*HLS")
            .containsPattern("(?m)^good: recording");
        recorder.signal("TERM");
        assertThat(recorder.await(20)).isZero();
      }
    } finally {
      hls.stop(0);
    }
    assertThat(new Recordings(folder.resolve("recordings/good")).sealed()).hasSize(1);
    assertThat(new Recordings(folder.resolve("recordings")).sealed()).hasSize(1);
  }

  @Test
  void theDemoLeavesFilesThatPlay(@TempDir Path folder) throws IOException {
    Tool.Result demo = Product.run(folder, "demo", "--minutes", "0.2");
    assertThat(demo.status()).as(demo.output()).isZero();
    Path directory = folder.resolve("sonolog-demo/recordings");
    Recordings recordings = new Recordings(directory);
    assertThat(demo.output())
        .contains("Sonolog Demo Radio plays at http://127.0.0.1:")
        .contains("into one-minute files in " + directory)
        .contains("Stops after 12 s, or on Ctrl+C.")
        .contains(recordings.sealed().size() + " files in " + directory)
        .contains("Check them with: sonolog verify " + directory);
    assertThat(recordings.parts()).isEmpty();
    assertThat(recordings.sealed())
        .isNotEmpty()
        .allSatisfy(Recordings::assertPlays)
        .allSatisfy(file -> assertThat(demo.output()).contains(file.getFileName().toString()));
    long samples =
        recordings.segments("demo").stream()
            .mapToLong(s -> s.content().orElseThrow().samples())
            .sum();
    assertThat(samples / 44_100.0).as("seconds").isBetween(8.0, 16.0);
    Tool.Result verified = Product.run(folder, "verify", directory.toString());
    assertThat(verified.status()).as(verified.output()).isZero();
  }

  // --- helpers

  /** A server whose stream comes as a list of pieces. */
  private static HttpServer hls() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] list =
        Stream.of(
                "#EXTM3U",
                "#EXT-X-VERSION:3",
                "#EXT-X-TARGETDURATION:6",
                "#EXT-X-MEDIA-SEQUENCE:1",
                "#EXTINF:6.0,",
                "piece1.ts",
                "")
            .reduce("", (text, line) -> text + line + "\n")
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        call -> {
          call.getResponseHeaders().set("Content-Type", "application/vnd.apple.mpegurl");
          call.sendResponseHeaders(200, list.length);
          call.getResponseBody().write(list);
          call.close();
        });
    server.start();
    return server;
  }
}
