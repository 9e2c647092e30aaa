package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

  /** A click at each second of what is captured, and a tone within what a station had ready. */
  @Test
  void whatStandsOutIsFoundBeforeItsFileIsFinished() throws Exception {
    HttpServer station = station();
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0
        stall_timeout = 300
        [clicks]
        type = signal
        signal = clicks
        sample_rate = 48000
        format = flac
        [radio]
        type = stream
        url = http://127.0.0.1:%d/live
        """
            .formatted(station.getAddress().getPort()));
    try (Product recorder = Product.start(folder, "record")) {
      List<JsonNode> clicks = awaitSections(recorder, "clicks", 4);
      for (int i = 1; i < clicks.size(); i++) {
        double apart = clicks.get(i).at("/start").asDouble() - start(clicks.get(i - 1));
        assertThat(apart).isCloseTo(1, within(0.001));
      }
      assertThat(clicks.getLast().at("/peakDbfs").asDouble()).isEqualTo(-6.0);
      JsonNode tone = awaitSections(recorder, "radio", 1).getFirst();
      assertThat(tone.at("/end").asDouble() - start(tone)).isCloseTo(2, within(0.25));
      assertThat(tone.at("/peakDbfs").asDouble()).isCloseTo(-10.5, within(0.5));
      assertThat(Product.run(folder, "analyse", "radio", "--format", "csv").output())
          .contains("peak_dbfs,noise_dbfs", ",-10.");
      Recordings recordings = new Recordings(folder.resolve("recordings"));
      assertThat(recordings.sealed()).isEmpty();
      assertThat(recordings.parts()).hasSize(2);
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    } finally {
      station.stop(0);
    }
  }

  private static double start(JsonNode section) {
    return section.at("/start").asDouble();
  }

  private List<JsonNode> awaitSections(Product recorder, String source, int count) {
    List<JsonNode> sections = new ArrayList<>();
    Awaitility.await(count + " sections of " + source)
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(1, TimeUnit.SECONDS)
        .failFast("the recorder ended", () -> !recorder.isAlive())
        .until(
            () -> {
              sections.clear();
              Tool.Result found =
                  Product.run(
                      folder,
                      "analyse",
                      source,
                      "--gap",
                      "0.3",
                      "--length",
                      "0.05",
                      "--format",
                      "json");
              if (found.status() == 0) {
                JsonMapper.shared().readTree(found.output()).at("/sections").forEach(sections::add);
              }
              return sections.size() >= count;
            });
    return sections;
  }

  /** Gives twenty seconds at once, quiet but for a tone of two, and then nothing more. */
  private HttpServer station() throws IOException {
    Path file = folder.resolve("programme.mp3");
    String signal = "aevalsrc=0.002*(2*random(0)-1)+0.3*sin(2*PI*997*t)*between(t\\,9\\,11):d=20";
    Tool.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", signal, "-b:a", "128k", "" + file)
        .orFail();
    byte[] programme = Files.readAllBytes(file);
    Files.delete(file);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          call.getResponseHeaders().set("Content-Type", "audio/mpeg");
          call.sendResponseHeaders(200, 0);
          call.getResponseBody().write(programme);
          call.getResponseBody().flush(); // and it stays open
        });
    server.start();
    return server;
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
