package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.wav.WavSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines that live-recorder's README shows, and a client of Pi_Record beside them. */
class LiveRecorderTest {
  private static final Pattern TAKE = Pattern.compile("\"take\":\\{\"id\":\"([0-9a-f-]+)\"");
  private static final Pattern SERVING = Pattern.compile("Serving http://127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  @TempDir private Path folder = Path.of("");
  @TempDir private Path elsewhere = Path.of("");
  private AlsaConfiguration alsa = new AlsaConfiguration(Path.of(""));

  /** One card, under the name of the README. */
  @BeforeEach
  void define() throws IOException {
    alsa = new AlsaConfiguration(elsewhere);
    CompiledCard card = CompiledCard.compile(elsewhere.resolve("module"));
    alsa.define(card.definition("stream_in_16", 44_100));
  }

  private Product started(String... arguments) throws Exception {
    Product recorder = Product.start(folder, alsa.environment(), arguments);
    recorder.awaitOutput("Idle. To record: sonolog take start studio");
    return recorder;
  }

  private void says(String text, String... command) throws Exception {
    Tool.Result result = Product.run(folder, alsa.environment(), command);
    assertThat(result.output()).as(String.join(" ", command)).contains(text);
    assertThat(result.status()).as(result.output()).isZero();
  }

  private static byte[] samples(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      WavSamples found = WavSamples.find(channel);
      assertThat(found.rate().hertz()).isEqualTo(44_100);
      assertThat(found.channels()).isEqualTo(2);
      assertThat(found.format().length()).isEqualTo(Short.BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) found.frames() * 2 * Short.BYTES);
      while (bytes.hasRemaining() && channel.read(bytes, found.start() + bytes.position()) > 0) {
        // a read may take less than there is
      }
      return bytes.array();
    }
  }

  private static byte[] samples(List<StoredSegment> segments) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (StoredSegment segment : segments) {
      all.writeBytes(samples(segment.file()));
    }
    return all.toByteArray();
  }

  @Test
  void theLineForLinuxRecordsWhatSomebodyWantsAndItIsHadAsOneFile() throws Exception {
    try (Product recorder =
        started(
            "studio",
            "-d",
            "stream_in_16",
            "-t",
            "PCM_16",
            "%Y/%m/%d/studio-live-%Y-%m-%d-%H-%M-%S.wav")) {
      says("Recording studio since", "take", "start", "studio");
      says("Cut studio at", "cut", "studio");
      says("of studio from", "take", "stop", "studio");
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    Recordings recordings = new Recordings(folder);
    List<StoredSegment> segments = recordings.segments("studio");
    assertThat(segments).hasSize(2);
    assertThat(segments)
        .allSatisfy(
            it ->
                assertThat(folder.toRealPath().relativize(it.file()).toString())
                    .matches("\\d{4}/\\d\\d/\\d\\d/studio-live-\\d{4}(-\\d\\d){5}(-\\d)?\\.wav"));
    assertThat(folder.resolve("config.ini")).doesNotExist();
    assertThat(folder.resolve("recorder.log")).doesNotExist();
    Path one = elsewhere.resolve("one.wav");
    says("one.wav", "export", "--take", take(), "--to", one.toString());
    assertThat(samples(one)).isEqualTo(samples(segments)).hasSizeGreaterThan(4);
    assertThat(recordings.verify()).isEmpty();
  }

  private String take() throws IOException {
    Matcher take = TAKE.matcher(Files.readString(folder.resolve(".sonolog/studio/takes.journal")));
    assertThat(take.find()).isTrue();
    return take.group(1);
  }

  @Test
  void theLineForMacWithAPortIsDrivenByAClientOfPiRecord() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient();
        Product recorder =
            started("studio", "-d", "0", "-p", "0", "rec-test-%Y-%m-%d-%H-%M-%S.wav")) {
      Matcher serving = SERVING.matcher(recorder.output());
      assertThat(serving.find()).isTrue();
      Asking old = path -> get(client, serving.group(1), path);
      Matcher token = TOKEN.matcher(old.get("/api/studio/a1b2c3/take"));
      assertThat(token.find()).isTrue();
      String mine = "/api/studio/" + token.group(1);
      assertThat(old.get("/api/studio/d4e5f6/take"))
          .isEqualTo("{\"state\":false,\"client\":\"a1b2c3\"}");
      assertThat(old.get(mine + "/start"))
          .matches("\\{\"state\":true,\"name\":\"rec-test-.*wav\"}");
      assertThat(old.get(mine + "/reset"))
          .isEqualTo("{\"state\":false,\"reason\":\"Currently Recording\"}");
      assertThat(old.get(mine + "/stop")).isEqualTo("{\"state\":true,\"kept\":true}");
      assertThat(old.get(mine + "/reset")).startsWith("{\"state\":true,\"timer\":");
      assertThat(old.get("/api/a1b2c3/done")).isEqualTo("{\"state\":true}");
      recorder.signal("TERM");
      assertThat(recorder.await(20)).as(recorder.output()).isZero();
    }
    assertThat(new Recordings(folder).segments("studio")).hasSize(1);
  }

  private interface Asking {
    String get(String path) throws Exception;
  }

  private static String get(HttpClient client, String port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
