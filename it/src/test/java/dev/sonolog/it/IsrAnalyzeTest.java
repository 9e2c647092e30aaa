package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** ISR's {@code /api/analyze}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsrAnalyzeTest {
  private static final double QUIET = 0.003;
  private static final double LOUD = 0.1;
  private static final double LOWEST = 0.01;
  private static final double STEP = 0.0005;
  private static final int RATE = 48_000;

  private Path folder;
  private WebSide web;

  @BeforeAll
  void serve(@TempDir Path temporary) throws IOException {
    folder = temporary;
    made("burst", RATE, 600, i -> within(i, 100, 109) ? LOUD : QUIET);
    made("short", RATE, 600, i -> within(i, 100, 103) ? LOUD : QUIET);
    made("end", RATE, 600, i -> within(i, 580, 589) ? LOUD : QUIET);
    made("two", RATE, 600, i -> within(i, 140, 144) || within(i, 165, 169) ? LOUD : QUIET);
    made("swell", RATE, 1_200, IsrAnalyzeTest::swell);
    made("other rate", 44_100, 1_000, i -> within(i, 200, 209) ? LOUD : QUIET);
    made("staircase", RATE, 1_001, i -> LOWEST + i * STEP);
    Ffmpeg.make(
        "anoisesrc=r=48000:d=3:a=0.1",
        List.of(
            List.of(folder.resolve("whole.flac").toString()),
            List.of(folder.resolve("a.mp3").toString())));
    damaged(folder.resolve("whole.flac"), folder.resolve("damaged.flac"));
    Files.writeString(folder.resolve("notes.txt"), "read me");
    web = WebSide.of(folder);
    web.awaitListed("burst.wav", "staircase.wav", "whole.flac", "a.mp3", "swell.wav");
  }

  private void made(String name, int rate, int windows, IntToDoubleFunction level)
      throws IOException {
    WavFile.levels(rate, windows, level).write(folder.resolve(name + ".wav"));
  }

  private static boolean within(int window, int first, int last) {
    return window >= first && window <= last;
  }

  private static double swell(int window) {
    int risen = Math.clamp(window - 400, 0, 100);
    return window < 600 ? QUIET * Math.pow(10, 0.3 * risen / 20) : QUIET;
  }

  /** The head is right, and the frames are none. */
  private static void damaged(Path whole, Path damaged) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    Arrays.fill(bytes, frames(bytes), bytes.length, (byte) 0x55);
    Files.write(damaged, bytes);
  }

  /** Where the metadata end (RFC 9639, 8.1). */
  private static int frames(byte[] flac) {
    ByteBuffer in = ByteBuffer.wrap(flac);
    int at = 4;
    int head = 0;
    while (head >= 0) {
      head = in.getInt(at);
      at += 4 + (head & 0xffffff);
    }
    return at;
  }

  @AfterAll
  void stop() throws IOException {
    web.close();
  }

  private HttpResponse<byte[]> ask(String query) throws IOException {
    return web.get("/api/analyze?" + query);
  }

  private JsonNode result(String name, String more) throws IOException {
    return web.json("/api/analyze?file=" + WebSide.coded(name) + more);
  }

  // --- what is found

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "burst      | 10.0 11.0 30.5                | 60.0   | 0.1",
        "short      | ''                            | 60.0   | 0.1",
        "end        | 58.0 60.0 30.5                | 60.0   | 0.1",
        "two        | 14.0 14.5 30.5 16.5 17.0 30.5 | 60.0   | 0.1",
        "swell      | 44.1 60.0 1.5                 | 120.0  | 0.1",
        "other rate | 21.8 22.9 30.5                | 108.84 | 0.1088"
      })
  void sectionsAreThoseThatIsrFinds(String name, String sections, double duration, double window)
      throws IOException {
    JsonNode result = result(name + ".wav", "");
    List<String> found = new ArrayList<>();
    for (JsonNode section : result.at("/sections")) {
      assertThat(section.propertyNames()).containsExactly("start", "end", "score");
      section.forEach(number -> found.add("" + number.asDouble()));
    }
    assertThat(String.join(" ", found)).isEqualTo(sections);
    assertThat(result.at("/duration").asDouble()).isEqualTo(duration);
    assertThat(result.at("/window").asDouble()).isEqualTo(window);
  }

  @Test
  void ofManyLevelsEighthundredAreShown() throws IOException {
    JsonNode result = result("staircase.wav", "");
    List<Long> picked = new ArrayList<>();
    for (JsonNode level : result.at("/rms_display")) {
      picked.add(Math.round((level.asDouble() - LOWEST) / STEP));
    }
    assertThat(picked).hasSize(800).startsWith(0L, 1L, 2L, 3L, 5L, 6L, 7L, 8L, 10L, 11L);
    assertThat(picked).endsWith(994L, 995L, 997L, 998L, 999L);
  }

  @Test
  void fewLevelsAreAllShownAndRoundedToFiveDigits() throws IOException {
    JsonNode result = result("burst.wav", "");
    assertThat(result.propertyNames()).contains("rms_display", "sections", "duration", "window");
    assertThat(result.at("/rms_display").size()).isEqualTo(600);
    assertThat(result.at("/rms_display/0").asDouble()).isEqualTo(QUIET);
    assertThat(result.at("/rms_display/100").asDouble()).isEqualTo(LOUD);
  }

  // --- parameters

  @ParameterizedTest
  @CsvSource({
    "margin=0,             1, 2, 0.5",
    "margin=-5,            1, 2, 0.5",
    "margin=100,          60, 2, 0.5",
    "min_gap=-1,          12, 0, 0.5",
    "min_gap=301,         12, 300, 0.5",
    "min_duration=-0.1,   12, 2, 0",
    "min_duration=60.5,   12, 2, 60",
    "margin=&min_gap=,    12, 2, 0.5",
    "margin=%20%20,       12, 2, 0.5",
    "margin=loud,         12, 2, 0.5",
    "margin=0x10,         12, 2, 0.5",
    "margin=12d,          12, 2, 0.5",
    "margin=%2B1.5e1,     15, 2, 0.5",
    "margin=.5e1,          5, 2, 0.5",
    "margin=+20+,         20, 2, 0.5",
    "margin=20&margin=30, 20, 2, 0.5"
  })
  void parametersAreClampedAndWhatIsNoneIsTheDefault(
      String query, double margin, double gap, double duration) throws IOException {
    result("short.wav", "&" + query);
    JsonNode last = web.file("short.wav").at("/cached_analysis");
    assertThat(last.at("/margin").asDouble()).isEqualTo(margin);
    assertThat(last.at("/min_gap").asDouble()).isEqualTo(gap);
    assertThat(last.at("/min_duration").asDouble()).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "inf", "-Infinity", "1e999", "-nan"})
  void whatIsNoFiniteNumberIsRefused(String value) throws IOException {
    for (String name : List.of("margin", "min_gap", "min_duration")) {
      HttpResponse<byte[]> answer = ask("file=burst.wav&" + name + "=" + value);
      assertThat(answer.statusCode()).as(name).isEqualTo(400);
      assertThat(WebSide.text(answer)).startsWith("{\"error\":").contains(name);
    }
  }

  // --- what goes wrong

  @Test
  void whatIsWrongIsToldInTheOrderOfIsr() throws IOException {
    assertAnswer(ask(""), 400, "{\"error\":");
    assertAnswer(ask("file="), 400, "{\"error\":");
    assertAnswer(ask("file=../elsewhere.mp3"), 403, "Forbidden");
    assertAnswer(ask("file=/etc/passwd"), 403, "Forbidden");
    assertAnswer(ask("file=missing.mp3"), 404, "Not found");
    assertAnswer(ask("file=a.mp3"), 400, "{\"error\":");
    assertAnswer(ask("file=%ff.wav"), 400, "{\"error\":");
    assertAnswer(ask("file=%00.wav"), 400, "{\"error\":");
    Path status = folder.resolve("status.json");
    Files.writeString(status, "{\"active\":[\"a.mp3\", \"burst.wav\"]}");
    assertAnswer(ask("file=a.mp3"), 409, "{\"error\":");
    assertAnswer(ask("file=burst.wav"), 409, "{\"error\":");
    Files.delete(status);
    assertThat(ask("file=burst.wav").statusCode()).isEqualTo(200);
  }

  private static void assertAnswer(HttpResponse<byte[]> answer, int status, String text) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(WebSide.text(answer)).startsWith(text);
    assertThat(WebSide.field(answer, "Content-Type"))
        .startsWith(text.startsWith("{") ? "application/json" : "text/plain");
  }

  @Test
  void onlyARepeatOfTheLastIsCached() throws IOException {
    String name = "end.wav";
    assertThat(isCached(result(name, "&margin=21"))).isFalse();
    assertThat(isCached(result(name, "&margin=21"))).isTrue();
    assertThat(isCached(result(name, "&margin=22"))).isFalse();
    assertThat(isCached(result(name, "&margin=21"))).isFalse();
    assertThat(isCached(result("./" + name, "&margin=21"))).isTrue();
  }

  private static boolean isCached(JsonNode result) {
    return result.at("/cached").asBoolean(false);
  }

  @Test
  void whatCannotBeDecodedIsToldAndTriedAgainWhenItIsAnother() throws IOException {
    for (int i = 0; i < 2; i++) {
      JsonNode failed = result("damaged.flac", "");
      assertThat(failed.propertyNames()).containsExactly("error");
      assertThat(failed.at("/error").asString()).isNotBlank();
    }
    Path whole = folder.resolve("new.part");
    Files.copy(folder.resolve("whole.flac"), whole);
    Files.move(whole, folder.resolve("damaged.flac"), StandardCopyOption.REPLACE_EXISTING);
    Awaitility.await("measured")
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> result("damaged.flac", "").at("/duration").asDouble(0) == 3.0);
  }
}
