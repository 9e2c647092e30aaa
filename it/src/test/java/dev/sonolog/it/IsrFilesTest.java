package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** ISR's {@code /api/files}: what is listed, in which order, and what is said of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsrFilesTest {
  private static final String ODD = "Füße \"laut\" 'é' 日本 & 100%+#?.mp3";
  private static final Instant NOON = Instant.parse("2026-05-24T12:00:00Z");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Path folder;
  private Path recordings;
  private WebSide web;

  @BeforeAll
  void serve(@TempDir Path temporary) throws IOException {
    folder = temporary;
    recordings = Files.createDirectories(folder.resolve("recordings"));
    coded();
    WavFile.noise(1, 2, 44_100, 16, 70_001).write(recordings.resolve("20260523_220000.wav"));
    WavFile.noise(1, 1, 48_000, 24, 48_001).write(recordings.resolve("2026523_22010.WAV"));
    WavFile.noise(3, 1, 8_000, 32, 8_000).write(recordings.resolve("20260523_220060.wav"));
    WavFile.noise(1, 1, 8_000, 16, 0).write(recordings.resolve("nothing.wav"));
    Files.writeString(recordings.resolve("garbage.wav"), "this is no audio at all");
    Files.createFile(recordings.resolve("empty.flac"));
    Files.createDirectories(recordings.resolve("folder.wav"));
    Files.writeString(recordings.resolve("notes.txt"), "read me");
    Files.createDirectories(recordings.resolve("analyses"));
    Files.writeString(recordings.resolve("analyses/a.wav.analysis.json"), "{}");
    age();
    web = WebSide.of(recordings);
    web.awaitListed("20260523_220000.wav", ODD, "sub/deeper/20260523_230000.flac", "c.opus");
  }

  /** 100,000 samples at 48 kHz in all formats. */
  private void coded() throws IOException {
    Files.createDirectories(recordings.resolve("sub/deeper"));
    Ffmpeg.make(
        "sine=f=440:r=48000,atrim=end_sample=100000",
        List.of(
            List.of("-c:a", "pcm_s24le", named("extensible.wav")),
            List.of("-c:a", "flac", "-sample_fmt", "s32", named("sub/deeper/20260523_230000.flac")),
            List.of("-c:a", "libmp3lame", named("a.mp3")),
            List.of("-c:a", "libmp3lame", named(ODD)),
            List.of("-c:a", "libvorbis", named("sub/b.ogg")),
            List.of("-c:a", "libopus", named("c.opus")),
            List.of("-c:a", "aac", named("d.AAC")),
            List.of("-c:a", "mp2", named("e.mp2"))));
  }

  private String named(String name) {
    return recordings.resolve(name).toString();
  }

  /** Each a minute older than the one before, in the order of their names. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(recordings)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      for (int i = 0; i < all.size(); i++) {
        Instant modified = NOON.minusSeconds(60L * i).plusMillis(250);
        Files.setLastModifiedTime(all.get(i), FileTime.from(modified));
      }
    }
  }

  @AfterAll
  void stop() throws IOException {
    web.close();
  }

  @Test
  void allAudioIsListedAndNothingElse() throws IOException {
    assertThat(web.names())
        .contains(
            "20260523_220000.wav",
            "2026523_22010.WAV",
            "20260523_220060.wav",
            "extensible.wav",
            "sub/deeper/20260523_230000.flac",
            "a.mp3",
            ODD,
            "sub/b.ogg",
            "c.opus",
            "d.AAC")
        .doesNotContain("e.mp2", "folder.wav", "notes.txt", "analyses/a.wav.analysis.json")
        .noneMatch(name -> name.contains(".sonolog"))
        .doesNotHaveDuplicates();
  }

  @Test
  void theNewestIsFirst() throws IOException {
    List<Double> times = new ArrayList<>();
    web.json("/api/files").forEach(each -> times.add(each.at("/mtime").asDouble()));
    assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void eachHasTheKeysOfIsrInItsOrder() throws IOException {
    for (JsonNode each : web.json("/api/files")) {
      assertThat(each.propertyNames())
          .containsExactly(
              "name", "size", "mtime", "date", "duration", "ext", "recording", "cached_analysis");
      assertThat(each.at("/recording").asBoolean()).isFalse();
      assertThat(each.at("/ext").asString()).isEqualTo(extension(each.at("/name").asString()));
    }
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  @Test
  void sizeAndTimeAreThoseOfTheFile() throws IOException {
    for (String name : List.of("20260523_220000.wav", ODD, "sub/b.ogg", "d.AAC")) {
      JsonNode each = web.file(name);
      Path file = recordings.resolve(name);
      assertThat(each.at("/size").asLong()).isEqualTo(Files.size(file));
      double modified = Files.getLastModifiedTime(file).toMillis() / 1e3;
      assertThat(each.at("/mtime").asDouble()).isCloseTo(modified, within(1e-3));
    }
  }

  @Test
  void theDateIsTheClockOfTheNameElseTheTimeOfTheFile() throws IOException {
    assertThat(date("20260523_220000.wav")).isEqualTo("2026-05-23 22:00:00");
    assertThat(date("sub/deeper/20260523_230000.flac")).isEqualTo("2026-05-23 23:00:00");
    assertThat(date("2026523_22010.WAV")).isEqualTo("2026-05-23 22:01:00");
    assertThat(date("20260523_220060.wav")).isEqualTo(modified("20260523_220060.wav"));
    assertThat(date("a.mp3")).isEqualTo(modified("a.mp3"));
  }

  private String date(String name) throws IOException {
    return web.file(name).at("/date").asString();
  }

  private String modified(String name) throws IOException {
    Instant modified = Files.getLastModifiedTime(recordings.resolve(name)).toInstant();
    return DATE.format(LocalDateTime.ofInstant(modified, ZoneId.systemDefault()));
  }

  @Test
  void durationsAreAsExactAsIsrTellsThem() throws IOException {
    assertThat(duration("20260523_220000.wav")).isEqualTo(70_001 / 44_100.0);
    assertThat(duration("2026523_22010.WAV")).isEqualTo(48_001 / 48_000.0);
    assertThat(duration("20260523_220060.wav")).isEqualTo(1.0);
    assertThat(duration("extensible.wav")).isEqualTo(100_000 / 48_000.0);
    assertThat(duration("sub/deeper/20260523_230000.flac")).isEqualTo(2.08);
    assertThat(duration("sub/b.ogg")).isEqualTo(2.08);
    assertThat(duration("c.opus")).isEqualTo(2.08);
    for (String unknown : List.of("a.mp3", ODD, "d.AAC")) {
      assertThat(web.file(unknown).at("/duration").isNull()).as(unknown).isTrue();
    }
  }

  private double duration(String name) throws IOException {
    return web.file(name).at("/duration").asDouble();
  }

  @Test
  void theListIsNotKeptByAnybody() throws IOException {
    var answer = web.get("/api/files");
    assertThat(WebSide.field(answer, "Content-Type")).startsWith("application/json");
    assertThat(WebSide.field(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
  }

  @Test
  void theLastParametersOfAnAnalysisAreShownAndNoOthers() throws IOException {
    String name = "20260523_220000.wav";
    assertThat(web.file(name).at("/cached_analysis").isNull()).isTrue();
    web.json("/api/analyze?file=" + name + "&margin=20&min_gap=3&min_duration=1");
    assertAnalysed(name, 20, 3, 1);
    web.json("/api/analyze?file=" + name + "&margin=15");
    assertAnalysed(name, 15, 2, 0.5);
    assertThat(web.get("/api/analyze?file=a.mp3").statusCode()).isEqualTo(400);
    assertThat(web.file("a.mp3").at("/cached_analysis").isNull()).isTrue();
  }

  private void assertAnalysed(String name, double margin, double gap, double duration)
      throws IOException {
    JsonNode last = web.file(name).at("/cached_analysis");
    assertThat(last.propertyNames()).containsExactly("margin", "min_gap", "min_duration");
    assertThat(last.at("/margin").asDouble()).isEqualTo(margin);
    assertThat(last.at("/min_gap").asDouble()).isEqualTo(gap);
    assertThat(last.at("/min_duration").asDouble()).isEqualTo(duration);
  }

  @Test
  void theListFollowsFilesThatAreMadeRenamedTouchedAndRemoved() throws IOException {
    Path made = recordings.resolve("made.wav");
    WavFile.noise(1, 1, 8_000, 16, 4_000).write(made);
    web.awaitListed("made.wav");
    Path renamed = recordings.resolve("mode.wav");
    Files.move(made, renamed);
    web.awaitListed("mode.wav");
    assertThat(web.names()).doesNotContain("made.wav");
    Files.setLastModifiedTime(renamed, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    Awaitility.await("the oldest is last")
        .atMost(Duration.ofSeconds(60))
        .until(() -> web.names().getLast().equals("mode.wav"));
    Files.delete(renamed);
    web.awaitGone("mode.wav");
  }

  @Test
  void aFolderThatIsNotThereHasNoFiles() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    try (WebSide other = WebSide.start(folder, Map.of(), "web", "--dir", nowhere.toString())) {
      assertThat(WebSide.text(other.get("/api/files"))).isEqualTo("[]");
      assertThat(other.json("/api/status").at("/active").size()).isZero();
      assertThat(other.json("/api/storage").at("/disk_total").asLong()).isPositive();
      assertThat(other.get("/stream/a.wav").statusCode()).isEqualTo(404);
      Files.createDirectories(nowhere);
      WavFile.noise(1, 1, 8_000, 16, 4_000).write(nowhere.resolve("a.wav"));
      other.awaitListed("a.wav");
      assertThat(other.get("/stream/a.wav").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFolderIsServedByAnyOfItsNames() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real"));
    WavFile.noise(1, 1, 8_000, 16, 4_000).write(real.resolve("sub/a.wav"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (WebSide other = WebSide.start(folder, Map.of(), "web", "--dir", link.toString())) {
      other.awaitListed("sub/a.wav");
      assertThat(other.get("/stream/sub/a.wav").statusCode()).isEqualTo(200);
      assertThat(other.get("/api/clip?file=sub/a.wav&start=0&end=1").statusCode()).isEqualTo(200);
      assertThat(other.send("DELETE", "/api/files/sub/a.wav").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void filesOfSeveralOutputDirectoriesHaveNamesOfTheirOwn() throws IOException {
    Path home = Files.createDirectories(folder.resolve("several"));
    Files.writeString(
        home.resolve("config.ini"),
        """
        [general]
        output_directory = a/rec
        [one]
        type = signal
        [two]
        type = signal
        output_directory = b/rec
        [three]
        type = signal
        output_directory = c/rec
        """);
    int frames = 1_000;
    for (String directory : List.of("a", "b", "c")) {
      frames += 1_000;
      WavFile.noise(1, 1, 8_000, 16, frames).write(home.resolve(directory + "/rec/x.wav"));
    }
    try (WebSide other = WebSide.start(home, Map.of(), "web")) {
      other.awaitListed("x.wav", "rec/x.wav", "rec-2/x.wav");
      assertThat(other.names()).hasSize(3);
      assertLength(other, "x.wav", 2_000);
      assertLength(other, "rec/x.wav", 3_000);
      assertLength(other, "rec-2/x.wav", 4_000);
      assertThat(other.send("DELETE", "/api/files/rec/x.wav").statusCode()).isEqualTo(200);
      assertThat(home.resolve("b/rec/x.wav")).doesNotExist();
      assertThat(home.resolve("a/rec/x.wav")).exists();
    }
  }

  private static void assertLength(WebSide web, String name, int frames) throws IOException {
    assertThat(web.file(name).at("/duration").asDouble()).isEqualTo(frames / 8_000.0);
    assertThat(web.get("/stream/" + name).body()).hasSize(WavFile.HEAD + 2 * frames);
  }
}
