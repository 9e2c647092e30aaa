package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.adts.AdtsContainer;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.ogg.OggContainer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listening over HTTP to what a station sends, while it is recorded and cut. */
@Timeout(180)
class ListenLiveTest {
  private static final Duration LENGTH = Duration.ofMinutes(2);

  /** Noise: no two frames are the same, and each is full. */
  private static final String NOISE =
      "anoisesrc=d=" + LENGTH.toSeconds() + ":c=pink:r=44100:a=0.3:seed=7";

  @TempDir private Path folder = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();

  private byte[] made(String name, String... options) throws IOException {
    Path file = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of(options));
    all.add(file.toString());
    Ffmpeg.make(NOISE, List.of(all));
    return Files.readAllBytes(file);
  }

  private WebSide recording(PacedStation station) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0
        [radio]
        type = stream
        url = %s
        """
            .formatted(station.uri()));
    return WebSide.start(folder, Map.of(), "run");
  }

  private InputStream listen(WebSide web, String query) {
    return Awaitility.await("something is to be heard")
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(() -> answer(web, query), it -> it.statusCode() == 200)
        .body();
  }

  private HttpResponse<InputStream> answer(WebSide web, String query)
      throws IOException, InterruptedException {
    URI uri = URI.create(web.root() + "/api/v1/sources/radio/live" + query);
    return client.send(
        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static int indexOf(byte[] all, byte[] part) {
    int prefix = Math.min(part.length, 2_000);
    for (int at = 0; at + part.length <= all.length; at++) {
      if (all[at] == part[0]
          && Arrays.equals(all, at, at + prefix, part, 0, prefix)
          && Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }

  @ParameterizedTest
  @CsvSource({
    "heard.mp3, audio/mpeg, -c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0, 16000",
    "heard.aac, audio/aac, -c:a aac -b:a 128k -f adts, 16000"
  })
  void theBytesOfTheStationAreHeardOnceEachAcrossACut(
      String name, String type, String coding, int bytesPerSecond) throws Exception {
    assertBytes(name, type, coding, bytesPerSecond);
  }

  @Tag("campaign")
  @Test
  void soAreThoseOfLayerTwo() throws Exception {
    assertBytes("heard.mp2", "audio/mpeg", "-c:a mp2 -b:a 192k", 24_000);
  }

  private void assertBytes(String name, String type, String coding, int bytesPerSecond)
      throws Exception {
    byte[] audio = made("station" + name.substring(5), coding.split(" ", -1));
    Container container = name.endsWith("aac") ? new AdtsContainer() : new MpegContainer();
    try (PacedStation station = new PacedStation(audio, LENGTH, type);
        WebSide web = recording(station);
        Listening live = new Listening(listen(web, "?back=1"))) {
      assertThat(web.json("/api/v1/sources/radio").at("/live/type").asString()).isEqualTo(type);
      live.awaitMore(2 * bytesPerSecond);
      assertThat(Product.run(folder, "cut", "radio").status()).isZero();
      live.awaitMore(2 * bytesPerSecond);
      assertThat(Product.run(folder, "cut", "radio").status()).isZero();
      live.awaitMore(4 * bytesPerSecond);
      List<Listening.Heard> times = live.times();
      byte[] heard = Arrays.copyOf(live.bytes(), times.getLast().end());
      int begin = indexOf(audio, heard);
      assertThat(begin).as("what was heard stands in what was sent").isNotNegative();
      tellAges(name, station, begin, times);
      byte[] broken = heard.clone();
      System.arraycopy(broken, 20_000, broken, 10_000, broken.length - 20_000);
      assertThat(indexOf(audio, broken)).as("a hole would be noticed").isNegative();
      assertDecodes(name, Frames.audioOf(container, heard));
    }
  }

  /** For people: nothing depends on how fast this computer is now. */
  private static void tellAges(
      String name, PacedStation station, int begin, List<Listening.Heard> times) {
    List<Double> oldest = new ArrayList<>();
    List<Double> newest = new ArrayList<>();
    for (int i = 3; i < times.size(); i++) { // what came first was stored before
      oldest.add(station.age(begin + times.get(i - 1).end(), times.get(i).nanos()));
      newest.add(station.age(begin + times.get(i).end() - 1, times.get(i).nanos()));
    }
    System.out.printf(
        "%s: from the station's socket to the listener's: oldest byte of a piece %s; newest %s%n",
        name, told(oldest), told(newest));
  }

  private static String told(List<Double> ages) {
    List<Double> sorted = ages.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "median %.2f s, 95 %% %.2f s, most %.2f s of %d",
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 95 / 100),
        sorted.getLast(),
        sorted.size());
  }

  private void assertDecodes(String name, byte[] heard) throws IOException {
    Path file = Ffmpeg.kept(folder, name, heard);
    Tool.Result decoded =
        Tool.run("ffmpeg", "-v", "error", "-nostdin", "-i", "" + file, "-f", "null", "-");
    assertThat(decoded.orFail().output()).isEmpty();
    if (!name.endsWith(".aac")) {
      Tool.Result tested = Tool.run("mpg123", "-q", "-t", "" + file);
      assertThat(tested.orFail().output()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "heard.opus, audio/ogg, -c:a libopus -b:a 128k, 16000",
    "heard.flac, audio/flac, -c:a flac, 80000"
  })
  void thePacketsOfTheStationAreHeardOnceEachAsOneFile(
      String name, String type, String coding, int bytesPerSecond) throws Exception {
    assertPackets(name, type, coding, bytesPerSecond);
  }

  @Tag("campaign")
  @Test
  void soAreThoseOfVorbis() throws Exception {
    assertPackets("heard.ogg", "audio/ogg", "-c:a libvorbis -b:a 128k", 16_000);
  }

  private void assertPackets(String name, String type, String coding, int bytesPerSecond)
      throws Exception {
    Container container = name.endsWith("flac") ? new FlacContainer() : new OggContainer();
    byte[] audio = made("station" + name.substring(5), coding.split(" ", -1));
    try (PacedStation station = new PacedStation(audio, LENGTH, type);
        WebSide web = recording(station);
        Listening live = new Listening(listen(web, "?back=1"))) {
      live.awaitMore(3 * bytesPerSecond);
      assertThat(Product.run(folder, "cut", "radio").status()).isZero();
      live.awaitMore(5 * bytesPerSecond);
      byte[] heard = live.bytes();
      List<Long> sent = fingerprints(container, audio);
      List<Long> got = fingerprints(container, heard);
      assertThat(got).hasSizeGreaterThan(40);
      assertThat(Collections.indexOfSubList(sent, got))
          .as("what was heard stands in what was sent")
          .isNotNegative();
      List<Long> broken = new ArrayList<>(got);
      broken.remove(got.size() / 2);
      assertThat(Collections.indexOfSubList(sent, broken)).isNegative();
      Path file = Ffmpeg.kept(folder, name, heard);
      Tool.run("ffmpeg", "-v", "fatal", "-nostdin", "-i", "" + file, "-f", "null", "-").orFail();
    }
  }

  private static List<Long> fingerprints(Container container, byte[] file) throws IOException {
    return Frames.of(container, file).stream().map(Packet::fingerprint).toList();
  }

  @Test
  void aStationThatGoesIsHeardToItsEndAndTheAnswerEndsInOrder() throws Exception {
    byte[] audio = made("station.mp3", "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0");
    byte[] head = Arrays.copyOf(audio, 6 * 16_000);
    try (PacedStation station = new PacedStation(head, Duration.ofSeconds(6), "audio/mpeg");
        WebSide web = recording(station)) {
      byte[] heard = listen(web, "?back=0").readAllBytes();
      int begin = indexOf(head, heard);
      assertThat(begin).isNotNegative();
      assertThat(head.length - begin - heard.length)
          .as("a frame that is not whole")
          .isLessThan(420);
      assertThat(answer(web, "").statusCode()).isEqualTo(409);
    }
  }

  // --- in a browser

  private static final String PLAY =
      """
      async address => {
        const audio = new Audio(address);
        await audio.play();
        window.heard = audio;
        return audio.duration === Infinity;
      }
      """;

  @Test
  void aBrowserPlaysItAcrossACut() throws Exception {
    assertPlays("mp3", "audio/mpeg", "-b:a 128k");
  }

  @Tag("campaign")
  @ParameterizedTest
  @CsvSource({
    "aac, audio/aac, -c:a aac -f adts",
    "flac, audio/flac, -c:a flac",
    "opus, audio/ogg, -c:a libopus",
    "ogg, audio/ogg, -c:a libvorbis",
    "wav, audio/wav, -c:a pcm_s16le"
  })
  void aBrowserPlaysTheOtherFormatsToo(String extension, String type, String coding)
      throws Exception {
    assertPlays(extension, type, coding);
  }

  private void assertPlays(String extension, String type, String coding) throws Exception {
    byte[] audio = made("station." + extension, coding.split(" ", -1));
    try (PacedStation station = new PacedStation(audio, LENGTH, type);
        WebSide web = recording(station);
        Browser browser = Browser.start()) {
      listen(web, "").close();
      try (Page page = browser.player(web.root())) {
        page.evaluate(PLAY, web.root() + "/api/v1/sources/radio/live?back=2");
        awaitPlayed(page, 3);
        assertThat(Product.run(folder, "cut", "radio").status()).isZero();
        awaitPlayed(page, 7);
        assertThat(page.evaluate("() => heard.error === null && !heard.ended")).isEqualTo(true);
      }
    }
  }

  private static final String STREAM =
      """
      async ([address, type]) => {
        const media = new MediaSource();
        const audio = new Audio(URL.createObjectURL(media));
        window.heard = audio;
        window.failure = '';
        audio.play();
        await new Promise(done => media.addEventListener('sourceopen', done, {once: true}));
        const buffer = media.addSourceBuffer(type);
        buffer.mode = 'sequence';
        buffer.addEventListener('error', () => window.failure = 'the buffer refuses it');
        const reader = (await fetch(address)).body.getReader();
        (async () => {
          for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
            buffer.appendBuffer(piece.value);
            await new Promise(done => buffer.addEventListener('updateend', done, {once: true}));
          }
        })().catch(e => window.failure = String(e));
      }
      """;

  @ParameterizedTest
  @CsvSource({
    "flac, audio/flac, -c:a flac, audio/mp4; codecs=\"flac\"",
    "opus, audio/ogg, -c:a libopus, audio/mp4; codecs=\"opus\""
  })
  void aBrowserTakesItPieceByPieceAcrossACut(
      String extension, String type, String coding, String fragments) throws Exception {
    assertStreams(extension, type, coding, fragments);
  }

  @Tag("campaign")
  @ParameterizedTest
  @CsvSource({
    "aac, audio/aac, -c:a aac -f adts, audio/aac",
    "oga, audio/ogg, -c:a flac -f ogg, audio/mp4; codecs=\"flac\"",
    "ogg, audio/ogg, -c:a libvorbis, audio/webm; codecs=\"vorbis\"",
    "wav, audio/wav, -c:a pcm_s16le, audio/mp4; codecs=\"flac\""
  })
  void aBrowserTakesTheOtherFormatsPieceByPieceToo(
      String extension, String type, String coding, String fragments) throws Exception {
    assertStreams(extension, type, coding, fragments);
  }

  private void assertStreams(String extension, String type, String coding, String fragments)
      throws Exception {
    byte[] audio = made("station." + extension, coding.split(" ", -1));
    try (PacedStation station = new PacedStation(audio, LENGTH, type);
        WebSide web = recording(station);
        Browser browser = Browser.start()) {
      listen(web, "").close();
      assertThat(web.json("/api/v1/sources/radio").at("/live/fragments").asString())
          .isEqualTo(fragments);
      String address = web.root() + "/api/v1/sources/radio/live?back=2&form=fragments";
      try (Page page = browser.player(web.root())) {
        page.evaluate(STREAM, List.of(address, fragments));
        awaitPlayed(page, 3);
        assertThat(Product.run(folder, "cut", "radio").status()).isZero();
        awaitPlayed(page, 7);
        assertThat(page.evaluate("() => window.failure")).isEqualTo("");
        double behind =
            ((Number)
                    Objects.requireNonNull(
                        page.evaluate("() => heard.buffered.end(0) - heard.currentTime")))
                .doubleValue();
        assertThat(behind).as("one unbroken range, and no more than was asked for").isLessThan(6);
      }
    }
  }

  private static void awaitPlayed(Page page, double seconds) {
    page.waitForFunction(
        "seconds => heard.currentTime > seconds || heard.error || heard.ended",
        seconds,
        new Page.WaitForFunctionOptions().setTimeout(60_000));
    double played =
        ((Number) Objects.requireNonNull(page.evaluate("() => heard.currentTime"))).doubleValue();
    assertThat(played).isGreaterThan(seconds);
  }
}
