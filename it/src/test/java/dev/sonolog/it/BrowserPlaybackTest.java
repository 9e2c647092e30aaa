package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A real browser plays what is being recorded, and what is finished. Where it is, is heard: the
 * recorded sweep has one pitch for each place within its ten seconds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserPlaybackTest {
  private static final int RATE = 48_000;

  /** What is heard may lie so far from the time of the element, in seconds. */
  private static final double TOLERANCE = 0.2;

  /** The same sweep as the product's, for ffmpeg. */
  private static final String SWEEP =
      "aevalsrc=0.1*sin(2*PI*200/log(1080)*(exp(mod(t\\,10)/10*log(1080))-1)):s=48000:d=30";

  private Path folder;
  private WebSide web;
  private Browser browser;

  @BeforeAll
  void record(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0
        [wav]
        type = signal
        signal = sweep
        sample_rate = 48000
        format = wav
        [flac]
        type = signal
        signal = sweep
        sample_rate = 48000
        format = flac
        """);
    Path old = Files.createDirectories(folder.resolve("recordings/wav"));
    Ffmpeg.make(
        SWEEP,
        List.of(
            List.of("-b:a", "96k", "" + old.resolve("20240523_220000.mp3")),
            List.of("-q:a", "4", "" + old.resolve("20240523_220100.mp3")),
            List.of("-c:a", "libopus", "" + old.resolve("20240523_220200.opus"))));
    web = WebSide.start(folder, Map.of(), "run");
    browser = Browser.start();
  }

  @AfterAll
  void stop() throws IOException {
    browser.close();
    String log = web.product().output();
    web.close();
    assertThat(log).as("a browser that wants no more is nothing to tell").doesNotContain("\tat ");
  }

  // --- what is there

  private JsonNode recording(String source, String state) throws IOException {
    return web.json("/api/v1/recordings?source=" + source + "&state=" + state).at("/recordings/0");
  }

  /** How many samples of a recording are stored. */
  private long samples(String id) throws IOException {
    return web.json("/api/v1/recordings/" + id).at("/samples").asLong();
  }

  private String growing(String source, int seconds) {
    return Awaitility.await(seconds + " seconds of " + source)
        .atMost(90, TimeUnit.SECONDS)
        .pollInterval(200, TimeUnit.MILLISECONDS)
        .until(
            () -> recording(source, "recording").at("/id").asString(),
            id -> !id.isEmpty() && isLongerThan(id, seconds));
  }

  private static String snapshot(String id, long samples) {
    return "/api/v1/recordings/" + id + "/audio?until=" + samples;
  }

  // --- what the browser does

  /** What it knows of what it has loaded. */
  private record Loaded(double duration, double seekable) {}

  private Loaded load(Page page, String address, double from) {
    Map<?, ?> loaded =
        (Map<?, ?>)
            page.evaluate(
                "([address, from]) => player.load(address, from)",
                List.of(web.root() + address, from));
    return new Loaded(number(loaded, "duration"), number(loaded, "seekable"));
  }

  private static double number(Map<?, ?> answer, String name) {
    return ((Number) Objects.requireNonNull(answer.get(name))).doubleValue();
  }

  /** It plays from there on, and that is what is heard. */
  private static void assertSoundsAt(Page page, double place) {
    assertRight((Map<?, ?>) page.evaluate("at => player.listenAt(at)", place), place);
  }

  private static void assertGoesOnAt(Page page, double place) {
    assertRight((Map<?, ?>) page.evaluate("() => player.listen()"), place);
  }

  private static void assertRight(Map<?, ?> heard, double place) {
    assertThat(number(heard, "from")).as(heard.toString()).isCloseTo(place, within(0.02));
    assertThat(number(heard, "to")).as(heard.toString()).isGreaterThan(place + 0.3);
    assertThat(number(heard, "apart")).as(heard.toString()).isCloseTo(0, within(TOLERANCE));
  }

  private static void assertEndsAt(Page page, double end) {
    double ended = ((Number) page.evaluate("at => player.playOut(at)", end - 0.7)).doubleValue();
    assertThat(ended).isCloseTo(end, within(0.1));
  }

  private void assertPlays(Page page, String address, double shortest, double longest) {
    Loaded loaded = load(page, address, 0);
    assertThat(loaded.duration()).as(address).isBetween(shortest - 0.001, longest + 0.001);
    assertThat(loaded.seekable()).as(address).isEqualTo(loaded.duration());
    for (double place : List.of(12.5, 4.0, 7.5)) {
      assertSoundsAt(page, place);
    }
    assertEndsAt(page, loaded.duration());
  }

  // --- while it grows

  @ParameterizedTest
  @ValueSource(strings = {"wav", "flac"})
  void aRecordingPlaysWhileItGrowsAndWhenItIsDone(String source) throws IOException {
    String id = growing(source, 14);
    String file =
        "/stream/" + source + "/" + web.json("/api/v1/recordings/" + id).at("/file").asString();
    try (Page page = browser.player(web.root())) {
      long before = samples(id);
      assertPlays(page, snapshot(id, before), seconds(before), seconds(before));
      goesOn(page, id, seconds(before));
      long stored = samples(id);
      assertPlays(page, file, seconds(stored), Double.MAX_VALUE);
      assertThat(Product.run(folder, "cut", source).status()).isZero();
      Awaitility.await("finished")
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> recording(source, "sealed").at("/id").asString().equals(id));
      double whole = seconds(samples(id));
      assertPlays(page, file, whole, whole);
      assertPlays(page, "/api/v1/recordings/" + id + "/audio", whole, whole);
      assertPlays(page, snapshot(id, before), seconds(before), seconds(before));
    }
  }

  private static double seconds(long samples) {
    return (double) samples / RATE;
  }

  /** A later snapshot is loaded where the one before has ended. */
  private void goesOn(Page page, String id, double end) throws IOException {
    Awaitility.await("it grows")
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> isLongerThan(id, end + 2));
    long more = samples(id);
    Loaded next = load(page, snapshot(id, more), end);
    assertThat(next.duration()).isCloseTo(seconds(more), within(0.001));
    assertGoesOnAt(page, end);
  }

  private boolean isLongerThan(String id, double seconds) {
    try {
      return samples(id) > (long) (seconds * RATE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // --- of others

  @ParameterizedTest
  @ValueSource(strings = {"20240523_220000.mp3", "20240523_220100.mp3", "20240523_220200.opus"})
  void aFinishedFileOfLossyCodingPlays(String name) throws IOException {
    web.awaitListed("wav/" + name);
    try (Page page = browser.player(web.root())) {
      assertPlays(page, "/stream/wav/" + name, 30, 30.1);
    }
  }

  // --- the ear

  @Test
  void whatSoundsOfAnotherPlaceIsHeard() throws IOException {
    Path wrong = folder.resolve("recordings/wav/20240523_220300.wav");
    Ffmpeg.make(SWEEP.replace("mod(t", "mod(t+1"), List.of(List.of("" + wrong)));
    web.awaitListed("wav/20240523_220300.wav");
    try (Page page = browser.player(web.root())) {
      load(page, "/stream/wav/20240523_220300.wav", 0);
      assertThatThrownBy(() -> assertSoundsAt(page, 4)).isInstanceOf(AssertionError.class);
      assertThatThrownBy(() -> load(page, "/stream/wav/none.wav", 0))
          .isInstanceOf(PlaywrightException.class);
    }
  }
}
