package dev.sonolog.server.isr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.server.Site;
import dev.sonolog.server.SiteSettings;
import dev.sonolog.server.TestArchive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody put in, and that nobody told the catalogue of: here nothing is watched. */
@Timeout(60)
class NewFilesTest {
  private static final int HEAD = 44;
  private static final int RATE = TestArchive.RATE.hertz();

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private Path recordings = Path.of("");
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws IOException {
    recordings = Files.createDirectory(folder.resolve("recordings"));
    archive = new TestArchive(recordings);
    site = Site.start(SiteSettings.USUAL.on(0), archive, "", Map.of());
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
    client.close();
  }

  private HttpResponse<byte[]> send(String method, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + site.port() + path);
    return client.send(
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** A WAV file of one channel and 16 bits, as any program writes it (two seconds). */
  private static byte[] wav() {
    byte[] samples = TestArchive.bytes(TestArchive.signal(2, 0, 2, 5));
    return ByteBuffer.allocate(HEAD + samples.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(HEAD - 8 + samples.length)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(RATE)
        .putInt(2 * RATE)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(samples.length)
        .put(samples)
        .array();
  }

  private static Path put(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, wav());
  }

  private List<StoredSegment> known(SegmentState state) throws IOException {
    return archive.view().inState(state);
  }

  @Test
  void oneIsDeletedIntoTheTrash() throws Exception {
    Path file = put(recordings.resolve("20260523_220000.wav"));
    HttpResponse<byte[]> answer = send("DELETE", "/api/files/20260523_220000.wav");
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("{\"deleted\":\"20260523_220000.wav\"}");
    assertThat(file).doesNotExist();
    assertThat(known(SegmentState.TRASHED))
        .singleElement()
        .satisfies(it -> assertThat(Files.readAllBytes(it.place())).isEqualTo(wav()));
    assertThat(send("DELETE", "/api/files/20260523_220000.wav").statusCode()).isEqualTo(404);
  }

  @Test
  void oneIsCutAndAnalysed() throws Exception {
    put(recordings.resolve("sub/a.wav"));
    HttpResponse<byte[]> cut = send("GET", "/api/cut?file=sub%2Fa.wav&start=0.5&end=1.5");
    assertThat(cut.statusCode()).as(text(cut)).isEqualTo(200);
    byte[] samples =
        Arrays.copyOfRange(cut.body(), cut.body().length - 2 * RATE, cut.body().length);
    int from = HEAD + RATE; // half a second of two bytes each
    assertThat(samples).isEqualTo(Arrays.copyOfRange(wav(), from, from + 2 * RATE));

    put(recordings.resolve("b.wav"));
    HttpResponse<byte[]> analysis = send("GET", "/api/analyze?file=b.wav");
    assertThat(text(analysis)).contains("\"duration\":2.0").doesNotContain("error");
    assertThat(known(SegmentState.SEALED)).hasSize(2);
  }

  @Test
  void whatIsNoAudioStaysAsItIs() throws Exception {
    Path file = Files.writeString(recordings.resolve("garbage.wav"), "no audio at all");
    assertThat(send("GET", "/api/cut?file=garbage.wav&start=0&end=1").statusCode()).isEqualTo(500);
    assertThat(send("DELETE", "/api/files/garbage.wav").statusCode()).isEqualTo(500);
    assertThat(file).hasContent("no audio at all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.wav",
        "..%2Foutside.wav",
        "sub/../../outside.wav",
        "link.wav",
        "folder/outside.wav",
        ".sonolog/own.wav",
        "sub/../.sonolog/own.wav",
        "inner/own.wav",
        "notes.txt",
        "sub"
      })
  void whatIsNotOfTheArchiveStaysWhereItIs(String name) throws Exception {
    Path outside = put(folder.resolve("outside.wav"));
    Path own = put(recordings.resolve(".sonolog/own.wav"));
    Path notes = Files.writeString(recordings.resolve("notes.txt"), "read me");
    Path inside = put(recordings.resolve("sub/a.wav"));
    Files.createSymbolicLink(recordings.resolve("link.wav"), outside);
    Files.createSymbolicLink(recordings.resolve("folder"), folder);
    Files.createSymbolicLink(recordings.resolve("inner"), own.resolveSibling(""));
    assertThat(send("DELETE", "/api/files/" + name).statusCode()).isIn(403, 404);
    String coded = name.replace("%2F", "/").replace("/", "%2F");
    assertThat(send("GET", "/api/cut?start=0&end=1&file=" + coded).statusCode()).isIn(403, 404);
    assertThat(List.of(outside, own, notes, inside)).allMatch(Files::isRegularFile);
    assertThat(known(SegmentState.SEALED)).isEmpty();
  }
}
