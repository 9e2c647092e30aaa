package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.capture.CaptureFailure.Kind;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.Request;
import dev.sonolog.capture.station.Station;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stations answer, and what becomes of it. */
@Timeout(60)
class StationReplyTest {
  private static final byte[] AUDIO = BlockContainer.audio(0, 3);

  private static CaptureFailure failure(Station.Script script) throws IOException {
    try (Station station = Station.playing(script);
        Listener listener = Listener.to(station, "/live")) {
      return listener.failure();
    }
  }

  private static List<String> heard(String path, Map<String, Station.Script> pages)
      throws IOException {
    try (Station station = Station.playing(call -> page(call, pages));
        Listener listener = Listener.to(station, path)) {
      return listener.hear();
    }
  }

  private static void page(Call call, Map<String, Station.Script> pages)
      throws IOException, InterruptedException {
    Station.Script missing = other -> other.head("HTTP/1.1 404 Not Found");
    pages.getOrDefault(call.request().path(), missing).play(call);
  }

  private static Station.Script text(String text) {
    return call -> call.head("HTTP/1.0 200 OK", "Content-Type: text/plain").send(text);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 401 Unauthorized, user and password",
    "HTTP/1.1 403 Forbidden, 403 Forbidden",
    "HTTP/1.1 404 Not Found, 404 Not Found",
    "HTTP/1.1 500 Oops, 500 Oops",
    "HTTP/1.1 204 No Content, 204 No Content",
    "ICY 401 Service Unavailable, 401 Service Unavailable",
    "ICY 503 Server Full, 503 Server Full",
    "HTTP/1.1 302 Found, redirect to nowhere",
  })
  void otherStatusesAreRefusals(String statusLine, String words) throws IOException {
    CaptureFailure failure = failure(call -> call.head(statusLine, "Content-Length: 0"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining(words).hasMessageContaining("/live");
  }

  @Test
  void aServerMaySayWhenToComeAgain() throws IOException {
    assertThat(failure(call -> call.head("HTTP/1.1 503 Busy", "Retry-After: 120")).retryAfter())
        .contains(Duration.ofMinutes(2));
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(RetryAfter.parse(" 5 ", now)).contains(Duration.ofSeconds(5));
    assertThat(RetryAfter.parse("Thu, 01 Jan 2026 00:01:00 GMT", now))
        .contains(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse("Wed, 31 Dec 2025 23:59:00 GMT", now)).contains(Duration.ZERO);
    for (String nonsense : List.of("", "-5", "soon", "99999999999999999999", "Thu, 99 Jan 2026")) {
      assertThat(RetryAfter.parse(nonsense, now)).as(nonsense).isEmpty();
    }
  }

  @Test
  void aWebPageIsNoAudio() throws IOException {
    CaptureFailure failure =
        failure(
            call ->
                call.head("HTTP/1.1 200 OK", "Content-Type: audio/mpeg")
                    .send("<html><head><title>Sign in</title></head><body>" + "x".repeat(900)));
    assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failure).hasMessageContaining("/live: a web page (\"Sign in\")");
  }

  @Test
  void anEmptyReplyIsRefused() throws IOException {
    CaptureFailure failure = failure(call -> call.head("HTTP/1.0 200 OK"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("the reply is empty");
  }

  @Test
  void noReplyAtAllIsRefused() throws IOException {
    CaptureFailure failure = failure(_ -> {});
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("without a reply");
  }

  @Test
  void aReplyThatIsNotHttpIsRefused() throws IOException {
    CaptureFailure failure = failure(call -> call.send("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void unknownBytesAreUnsupportedAndShown() throws IOException {
    CaptureFailure failure =
        failure(
            call ->
                call.head("ICY 200 OK", "content-type:video/nsv")
                    .send(new byte[] {0, 1, 2, (byte) 0xAB}));
    assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failure)
        .hasMessageContaining("00 01 02 ab")
        .hasMessageContaining("video/nsv")
        .hasMessageContaining("test blocks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "many", "8192\r\nicy-metaint: 16000", "999999999"})
  void anIntervalOfTitlesThatCannotBeIsToldAndNothingRecorded(String value) throws IOException {
    CaptureFailure failure =
        failure(call -> call.head("ICY 200 OK", "icy-metaint:" + value).send(AUDIO));
    assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failure).hasMessageContaining("icy-metaint");
  }

  @Test
  void anIntervalOfZeroMeansNoTitles() throws IOException {
    assertThat(
            heard("/", Map.of("/", call -> call.head("ICY 200 OK", "icy-metaint: 0").send(AUDIO))))
        .endsWith("block 2", "CLOSED");
  }

  @Test
  void lostStepWithTheTitlesEndsTheRun() throws IOException {
    byte[] body =
        StreamConnectorTest.withTitles(BlockContainer.audio(0, 40), 640, "StreamTitle='A';");
    assertThat(
            heard(
                "/",
                Map.of(
                    "/",
                    call -> {
                      call.head("ICY 200 OK", "icy-metaint: 640")
                          .send(java.util.Arrays.copyOf(body, 700));
                      call.send(java.util.Arrays.copyOfRange(body, 710, body.length));
                    })))
        .contains("title A")
        .endsWith("LOST");
  }

  @Test
  void aLongHeadIsRefusedBeforeItFillsTheMemory() throws IOException {
    CaptureFailure endless =
        failure(
            call -> {
              call.send("HTTP/1.1 200 OK\r\n");
              while (true) {
                call.send("X-More: x\r\n");
              }
            });
    assertThat(endless.kind()).isEqualTo(Kind.REFUSED);
    CaptureFailure wide =
        failure(call -> call.head("HTTP/1.1 200 OK", "X: " + "x".repeat(100_000)).send(AUDIO));
    assertThat(wide.kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void whatAStationSaysOfItselfIsRepaired() throws IOException {
    String utf8 = new String("Żółw".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    try (Station station =
            Station.playing(
                call ->
                    call.head(
                            "ICY 200 OK",
                            "icy-name:" + utf8,
                            "ICY-Genre:Caf\u00e9",
                            "icy-url: http://radio.example/ ",
                            "icy-br:128,128",
                            "this line is no header",
                            "Content-Type: audio/mpeg")
                        .send(AUDIO));
        Listener listener = Listener.to(station, "/live")) {
      assertThat(listener.station())
          .isEqualTo(
              new StationInfo(
                  station.uri("/live").toString(),
                  Optional.of("Żółw"),
                  Optional.of("Café"),
                  Optional.of("http://radio.example/"),
                  Optional.of("audio/mpeg"),
                  Optional.of("128,128")));
    }
  }

  @Test
  void titlesComeInTheirCharset() throws IOException {
    byte[] block = StreamConnectorTest.block("StreamTitle='      ';");
    byte[] cyrillic = "Кино".getBytes(java.nio.charset.Charset.forName("windows-1251"));
    System.arraycopy(cyrillic, 0, block, 15, cyrillic.length);
    try (Station station =
            Station.playing(
                call ->
                    call.head("ICY 200 OK", "icy-metaint:192")
                        .send(AUDIO)
                        .send(block)
                        .send(BlockContainer.audio(3, 1)));
        Listener listener = Listener.to(station, "/").titlesIn("windows-1251")) {
      assertThat(listener.hear()).contains("title Кино");
    }
  }

  @Test
  void playlistsOfEveryKindLeadToAudio() throws IOException {
    Map<String, Station.Script> pages =
        Map.of(
            "/m3u", text("#EXTM3U\nlive\n"),
            "/pls", text("[playlist]\nFile1=/live\nNumberOfEntries=7\n"),
            "/asx", text("<asx version=\"3.0\"><entry><ref href=\"live\"/></entry></asx>"),
            "/xspf",
                text(
                    "<?xml"
                        + " version=\"1.0\"?><playlist><trackList><track><location>live</location></track></trackList></playlist>"),
            "/nested", text("[playlist]\nFile1=/gone\nFile2=rtsp://a/b\nFile3=/m3u\n"),
            "/live", call -> call.head("ICY 200 OK").send(AUDIO));
    for (String path : List.of("/m3u", "/pls", "/asx", "/xspf", "/nested")) {
      assertThat(heard(path, pages)).as(path).endsWith("block 2", "CLOSED");
    }
  }

  @Test
  void playlistsWithinPlaylistsHaveAnEnd() throws IOException {
    CaptureFailure failure = failure(text("#EXTM3U\n/live\n"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("playlists within playlists");
  }

  @Test
  void playlistsThatBranchForEverAreGivenUp() throws IOException {
    try (Station station = Station.playing(text("#EXTM3U\n/a\n/b\n/c\n/d\n/e\n/f\n/g\n"));
        Listener listener = Listener.to(station, "/")) {
      assertThat(listener.failure().kind()).isEqualTo(Kind.REFUSED);
      assertThat(station.requests()).hasSizeLessThanOrEqualTo(AudioSearch.MAX_REQUESTS);
    }
  }

  @Test
  void anEmptyPlaylistAndAnEndlessOneAreRefused() throws IOException {
    assertThat(failure(text("#EXTM3U\n# nothing\n"))).hasMessageContaining("no entries");
    CaptureFailure endless =
        failure(
            call -> {
              call.head("HTTP/1.0 200 OK").send("#EXTM3U\n");
              while (true) {
                call.send("# more and more and more\n".repeat(100));
              }
            });
    assertThat(endless).hasMessageContaining("longer than");
    assertThat(endless.kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void hlsIsUnsupportedWithItsAddress() throws IOException {
    CaptureFailure failure = failure(text("#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:6,\na.ts\n"));
    assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failure).hasMessageContaining("/live: HLS is not supported yet");
  }

  @Test
  void digestIsAnswered() throws IOException {
    try (Station station = Station.playing(StationReplyTest::digest);
        Listener listener = Listener.to(station, "/live?x=1").as("user", "secret");
        Listener wrong = Listener.to(station, "/live?x=1").as("user", "wrong")) {
      assertThat(listener.hear()).endsWith("block 2", "CLOSED");
      assertThat(wrong.failure()).hasMessageContaining("401");
    }
  }

  private static void digest(Call call) throws IOException {
    Optional<String> answer =
        call.request().header("Authorization").filter(StationReplyTest::isRight);
    if (answer.isPresent()) {
      call.head("HTTP/1.1 200 OK").send(AUDIO);
    } else {
      call.head(
          "HTTP/1.1 401 Unauthorized",
          "WWW-Authenticate: Digest realm=\"radio\", nonce=\"abc\", qop=\"auth\"",
          "Content-Length: 0");
    }
  }

  private static boolean isRight(String header) {
    String first = md5("user:radio:secret");
    String second = md5("GET:" + field(header, "uri"));
    String expected =
        md5(
            String.join(
                ":", first, "abc", field(header, "nc"), field(header, "cnonce"), "auth", second));
    return header.startsWith("Digest ") && field(header, "response").equals(expected);
  }

  private static String field(String header, String name) {
    Matcher field = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(header);
    return field.find() ? field.group(1) : "";
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anIpv6AddressIsReached() throws IOException {
    try (Station station =
            Station.playingAt(
                InetAddress.getAllByName("::1")[0], call -> call.head("ICY 200 OK").send(AUDIO));
        Listener listener = Listener.to(URI.create("http://[::1]:" + station.port() + "/x"))) {
      assertThat(listener.hear()).endsWith("block 2", "CLOSED");
      assertThat(station.requests()).extracting(Request::line).containsExactly("GET /x HTTP/1.1");
      assertThat(station.requests().getFirst().header("Host")).contains("[::1]:" + station.port());
    }
  }
}
