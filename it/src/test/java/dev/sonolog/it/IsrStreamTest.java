package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/** ISR's {@code /stream/} and {@code /download/}, of finished files and of growing ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsrStreamTest {
  private static final WavFile OLD = WavFile.noise(1, 1, 8_000, 16, 8_000);
  private static final byte[] BYTES = OLD.bytes(OLD.samples());
  private static final int SIZE = BYTES.length;

  private Path folder;
  private WebSide web;

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
        sample_rate = 48000
        format = wav
        [flac]
        type = signal
        signal = noise
        sample_rate = 48000
        format = flac
        """);
    OLD.write(folder.resolve("recordings/wav/old.wav"));
    OLD.write(folder.resolve("recordings/wav/Füße \"1\" 100%.wav"));
    web = WebSide.start(folder, Map.of(), "run");
    web.awaitListed("wav/old.wav", "wav/Füße \"1\" 100%.wav");
    Awaitility.await("both record").atMost(60, TimeUnit.SECONDS).until(() -> active().size() == 2);
    Awaitility.await("seconds of both")
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> length("wav") > 400_000 && length("flac") > 200_000);
  }

  @AfterAll
  void stop() throws IOException {
    web.close();
  }

  private List<String> active() throws IOException {
    List<String> active = new ArrayList<>();
    web.json("/api/status").at("/active").forEach(each -> active.add(each.asString()));
    return active;
  }

  /** The file that is being written. */
  private String growing(String format) throws IOException {
    return active().stream().filter(it -> it.endsWith(format)).findFirst().orElseThrow();
  }

  private long length(String format) throws IOException {
    return web.file(growing(format)).at("/size").asLong();
  }

  // --- finished files

  @ParameterizedTest
  @CsvSource({
    "bytes=0-,          0, 16044",
    "bytes=0-0,         0, 1",
    "bytes=100-199,     100, 200",
    "bytes=100-99999,   100, 16044",
    "bytes=16043-,      16043, 16044",
    "bytes=-10,         16034, 16044",
    "bytes=-99999,      0, 16044",
    "'bytes=5-6, 9-10', 5, 7"
  })
  void aRangeIsSent(String range, int from, int to) throws IOException {
    for (String path : List.of("/stream/wav/old.wav", "/download/wav/old.wav")) {
      HttpResponse<byte[]> answer = web.get(path, "Range", range);
      assertThat(answer.statusCode()).isEqualTo(206);
      assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, from, to));
      assertThat(WebSide.field(answer, "Content-Range"))
          .isEqualTo("bytes %d-%d/%d".formatted(from, to - 1, SIZE));
      assertThat(WebSide.field(answer, "Content-Length")).isEqualTo("" + (to - from));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=16044-", "bytes=99999-100000", "bytes=7-5", "bytes=-0"})
  void aRangeThatIsNotThereIsNotSatisfiable(String range) throws IOException {
    HttpResponse<byte[]> answer = web.get("/stream/wav/old.wav", "Range", range);
    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(WebSide.text(answer)).isEqualTo("Range Not Satisfiable");
    assertThat(WebSide.field(answer, "Content-Range")).isEqualTo("bytes */" + SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "bytes=", "bytes=a-b", "items=0-1", "bytes=-"})
  void whatIsNoRangeIsTheWhole(String range) throws IOException {
    HttpResponse<byte[]> answer = web.get("/stream/wav/old.wav", "Range", range);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
  }

  @Test
  void aHeadIsThatOfTheWholeWithoutABody() throws IOException {
    HttpResponse<byte[]> get = web.get("/stream/wav/old.wav");
    HttpResponse<byte[]> head = web.send("HEAD", "/stream/wav/old.wav");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String field : List.of("Content-Type", "ETag", "Last-Modified", "Accept-Ranges")) {
      assertThat(WebSide.field(head, field)).as(field).isEqualTo(WebSide.field(get, field));
    }
    assertThat(WebSide.field(head, "Content-Length")).isEqualTo("" + SIZE);
    assertThat(WebSide.field(get, "Content-Type")).isEqualTo("audio/wav");
    assertThat(WebSide.field(get, "Accept-Ranges")).isEqualTo("bytes");
  }

  @Test
  void aHeadWithARangeTellsItsLength() throws IOException {
    HttpResponse<byte[]> head = web.send("HEAD", "/stream/wav/old.wav", "Range", "bytes=100-199");
    assertThat(head.body()).isEmpty();
    assertThat(head.statusCode()).isIn(200, 206);
    assertThat(WebSide.field(head, "Content-Length"))
        .isEqualTo(head.statusCode() == 206 ? "100" : "" + SIZE);
  }

  @Test
  void whoHasItAlreadyGetsNothing() throws IOException {
    HttpResponse<byte[]> first = web.get("/stream/wav/old.wav");
    String tag = WebSide.field(first, "ETag");
    HttpResponse<byte[]> again = web.get("/stream/wav/old.wav", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(WebSide.field(again, "ETag")).isEqualTo(tag);
    String modified = WebSide.field(first, "Last-Modified");
    assertThat(web.get("/stream/wav/old.wav", "If-Modified-Since", modified).statusCode())
        .isEqualTo(304);
    assertThat(web.get("/stream/wav/old.wav", "If-None-Match", "\"other\"").statusCode())
        .isEqualTo(200);
    assertThat(web.get("/stream/wav/old.wav", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
  }

  @Test
  void aRangeOfAnotherFileIsTheWhole() throws IOException {
    String tag = WebSide.field(web.get("/stream/wav/old.wav"), "ETag");
    assertThat(ifRange(tag).statusCode()).isEqualTo(206);
    assertThat(ifRange("\"other\"").statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> ifRange(String tag) throws IOException {
    return web.get("/stream/wav/old.wav", "Range", "bytes=1-2", "If-Range", tag);
  }

  @Test
  void aDownloadIsCalledByItsFile() throws IOException {
    HttpResponse<byte[]> plain = web.get("/download/wav/old.wav");
    assertThat(plain.body()).isEqualTo(BYTES);
    assertThat(WebSide.field(plain, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(WebSide.field(plain, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"old.wav\"");
    HttpResponse<byte[]> odd = web.get("/download/wav/" + WebSide.coded("Füße \"1\" 100%.wav"));
    assertThat(odd.body()).isEqualTo(BYTES);
    assertThat(WebSide.field(odd, "Content-Disposition"))
        .endsWith("filename*=UTF-8''F%C3%BC%C3%9Fe%20%221%22%20100%25.wav");
  }

  // --- growing files

  @ParameterizedTest
  @ValueSource(strings = {"wav", "flac"})
  void whatIsRecordedSoFarIsAWholeFile(String format) throws IOException {
    for (String path : List.of("/stream/", "/download/")) {
      String name = growing(format);
      assertThat(name).endsWith("." + format);
      double before = seconds(name);
      HttpResponse<byte[]> answer = web.get(path + name);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(WebSide.field(answer, "Cache-Control")).isEqualTo("no-store");
      assertThat(WebSide.field(answer, "Content-Disposition")).doesNotContain(".part");
      Path kept = Ffmpeg.kept(folder, "so far." + format, answer.body());
      assertWhole(kept, before);
    }
  }

  /** At least as long as it was before it was asked for, and not much longer. */
  private static void assertWhole(Path file, double before) throws IOException {
    Recordings.assertPlays(file);
    double told = Ffmpeg.seconds(file);
    double played = Ffmpeg.samples(file, "s16le").length / (2.0 * Short.BYTES * 48_000);
    assertThat(told).isCloseTo(played, within(0.1));
    assertThat(told).isBetween(before - 1, before + 60);
  }

  /** How much is there by another way. */
  private double seconds(String name) throws IOException {
    JsonNode row = web.file(name);
    return name.endsWith("wav") ? row.at("/size").asLong() / (4 * 48_000.0) : 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav", "flac"})
  void aPlayerGetsTheRestOfWhatItHasBegun(String format) throws IOException {
    String name = growing(format);
    HttpResponse<byte[]> first = web.get("/stream/" + name, "Range", "bytes=0-9999");
    assertThat(first.statusCode()).isEqualTo(206);
    String total = total(first);
    long size = Long.parseLong(total);
    Awaitility.await("it grows")
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> web.file(name).at("/size").asLong() > size);
    HttpResponse<byte[]> rest =
        web.get(
            "/stream/" + name, "Range", "bytes=10000-", "If-Range", WebSide.field(first, "ETag"));
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(total(rest)).isEqualTo(total);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first.body());
    all.writeBytes(rest.body());
    assertThat(all.size()).isEqualTo((int) size);
    assertWhole(Ffmpeg.kept(folder, "begun." + format, all.toByteArray()), 1);
  }

  private static String total(HttpResponse<byte[]> answer) {
    return WebSide.field(answer, "Content-Range").replaceFirst(".*/", "");
  }

  @Test
  void theListSaysWhatIsBeingRecorded() throws IOException {
    for (String format : List.of("wav", "flac")) {
      JsonNode row = web.file(growing(format));
      assertThat(row.at("/recording").asBoolean()).isTrue();
      assertThat(row.at("/duration").isNull()).isTrue();
      assertThat(row.at("/cached_analysis").isNull()).isTrue();
      assertThat(row.at("/ext").asString()).isEqualTo(format);
      assertThat(row.at("/size").asLong()).isPositive();
    }
    assertThat(web.names()).noneMatch(name -> name.endsWith(".part"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%s/%s", "./%s/%s", "%s/./%s", "%s//%s", "x/../%s/%s", "%s/y/../%s", "%s/%s/."})
  void howeverItsNameIsSpeltItIsNotChanged(String spelling) throws IOException {
    for (String format : List.of("wav", "flac")) {
      String name = growing(format);
      String spelt = spelling.formatted((Object[]) name.split("/", -1));
      String coded = spelt.replace("/", "%2F").replace(".", "%2e");
      assertThat(web.rawStatus("DELETE", "/api/files/" + spelt)).isEqualTo(409);
      assertThat(web.rawStatus("DELETE", "/api/files/" + coded)).isEqualTo(409);
      assertThat(web.get("/api/analyze?file=" + coded).statusCode()).isEqualTo(409);
      assertThat(web.get("/api/cut?start=0&end=1&file=" + coded).statusCode()).isEqualTo(409);
      assertThat(web.get("/api/clip?start=0&end=1&file=" + coded).statusCode()).isEqualTo(409);
      assertThat(active()).contains(name);
    }
  }

  @Test
  void itIsNotChangedThroughALinkEither() throws IOException {
    Path link = folder.resolve("recordings/alias");
    Files.createSymbolicLink(link, folder.resolve("recordings/flac"));
    String name = growing("flac").replaceFirst("^flac/", "alias/");
    assertThat(web.send("DELETE", "/api/files/" + name).statusCode()).isEqualTo(409);
    assertThat(web.get("/api/analyze?file=" + name).statusCode()).isEqualTo(409);
    assertThat(web.get("/stream/" + name).statusCode()).isEqualTo(200);
    Files.delete(link);
  }

  @Test
  void theFileThatIsWrittenHasNoAddressOfItsOwn() throws IOException {
    assertThat(web.get("/stream/" + growing("wav") + ".part").statusCode()).isEqualTo(404);
    assertThat(web.send("DELETE", "/api/files/" + growing("wav") + ".part").statusCode())
        .isEqualTo(404);
  }
}
