package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Spectrograms as programs get them, of files that only the real worker can decode. */
class SpectrogramTest {
  private static final Pattern PORT = Pattern.compile("Serving http://127\\.0\\.0\\.1:(\\d+)");
  private static final int RATE = 48_000;

  /** A chirp on the left, from 100 Hz to 12.1 kHz, and noise on the right, a minute long. */
  private static final String SOUND =
      "aevalsrc=0.5*sin(2*PI*(100*t+100*t*t))|0.1*(2*random(0)-1):s=48000:d=60";

  private final HttpClient client = HttpClient.newHttpClient();
  private String root = "";

  @TempDir private Path folder = Path.of("");

  private void recorded(String name, String... options) throws Exception {
    Files.createDirectories(folder.resolve("recordings"));
    Path file = folder.resolve("recordings").resolve(name);
    String[] begin = {"ffmpeg", "-v", "error", "-f", "lavfi", "-i", SOUND};
    String[] words = Arrays.copyOf(begin, begin.length + options.length + 1);
    System.arraycopy(options, 0, words, begin.length, options.length);
    words[words.length - 1] = file.toString();
    Tool.run(words).orFail();
  }

  /** Noise in the place of all audio, and the catalogue does not notice. */
  private void spoil(String name) throws Exception {
    Path file = folder.resolve("recordings").resolve(name);
    FileTime modified = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    int at = 4;
    boolean last = false;
    while (!last) {
      last = bytes[at] < 0;
      at +=
          4 + ((bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF));
    }
    byte[] noise = new byte[bytes.length - at];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      bytes[at + i] = (byte) (noise[i] & 0x7F); // no byte that begins a frame
    }
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, modified);
  }

  @Test
  void whatIsHeardIsSeenWhateverHoldsIt() throws Exception {
    Files.writeString(folder.resolve("config.ini"), "[night]\ntype = signal\ntimezone = UTC\n");
    recorded("20240523_220000.wav", "-c:a", "pcm_s16le");
    recorded("20240523_220200.flac", "-sample_fmt", "s16");
    recorded("20240523_220400.mp3", "-b:a", "192k");
    recorded("20240523_220600.flac", "-sample_fmt", "s16");
    assertThat(Product.run(folder, "reindex").status()).isZero();
    spoil("20240523_220600.flac");
    try (Product web = Product.start(folder, "web", "--port", "0")) {
      web.awaitOutput("Serving http");
      Matcher port = PORT.matcher(web.output());
      assertThat(port.find()).isTrue();
      root = "http://127.0.0.1:" + port.group(1) + "/api/v1";
      String[] ids = ids();
      assertChirp(pixels(ids[0], "?width=600&height=200&scale=linear"));
      assertSame(ids[0], ids[1]);
      assertChirp(pixels(ids[2], "?width=600&height=200&scale=linear"));
      assertPiecesFit(ids[2]);
      assertSpoiled(ids[3]);
      assertFfmpegSees(ids[1]);
    }
  }

  private String[] ids() throws Exception {
    JsonNode recordings = JsonMapper.shared().readTree(get("/recordings").body()).at("/recordings");
    String[] ids = new String[4];
    for (JsonNode each : recordings) {
      String start = each.path("start").asString();
      ids[Integer.parseInt(start.substring(14, 16)) / 2] = each.path("id").asString();
    }
    assertThat(ids).doesNotContainNull();
    return ids;
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(root + path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private byte[] image(String id, String query) throws Exception {
    HttpResponse<byte[]> reply = get("/recordings/" + id + "/spectrogram" + query);
    assertThat(reply.statusCode()).as(text(reply)).isEqualTo(200);
    return reply.body();
  }

  private static String text(HttpResponse<byte[]> reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private Raster pixels(String id, String query) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(image(id, query))).getRaster();
  }

  /** The loudest row of each column is that of the chirp's frequency. */
  private static void assertChirp(Raster pixels) {
    for (int x = 3; x < pixels.getWidth() - 3; x++) {
      double hertz = 100 + 200 * 60 * (x + 0.5) / pixels.getWidth();
      int expected = (int) (pixels.getHeight() * (1 - hertz / (RATE / 2.0)));
      int loudest = 0;
      for (int y = 0; y < pixels.getHeight(); y++) {
        loudest = pixels.getSample(x, y, 0) > pixels.getSample(x, loudest, 0) ? y : loudest;
      }
      assertThat(loudest).isBetween(expected - 1, expected + 1);
      // half of half of full scale is -12 dBFS
      assertThat(pixels.getSample(x, loudest, 0) / 2.55 - 100).isBetween(-15.0, -11.0);
    }
  }

  private void assertSame(String wav, String flac) throws Exception {
    for (String query :
        new String[] {
          "", "?from=0&to=5&width=300&height=100", "?from=40.5&to=43&width=400&palette=dark"
        }) {
      assertThat(image(flac, query)).as(query).isEqualTo(image(wav, query));
    }
  }

  /** Decoded from the beginning, or cut out first: the same is seen. */
  private void assertPiecesFit(String mp3) throws Exception {
    Raster whole = pixels(mp3, "?width=600&height=100");
    for (int begin = 0; begin < 60; begin += 20) {
      Raster piece =
          pixels(mp3, "?from=%d&to=%d&width=200&height=100".formatted(begin, begin + 20));
      int others = 0;
      for (int x = 0; x < 200; x++) {
        for (int y = 0; y < 100; y++) {
          int difference = piece.getSample(x, y, 0) - whole.getSample(10 * begin + x, y, 0);
          others += Math.abs(difference) > 1 ? 1 : 0;
        }
      }
      assertThat(others).as("from " + begin).isLessThan(20);
    }
  }

  private void assertSpoiled(String id) throws Exception {
    for (int i = 0; i < 3; i++) {
      HttpResponse<byte[]> reply = get("/recordings/" + id + "/spectrogram?width=" + (100 + i));
      assertThat(reply.statusCode()).as(text(reply)).isEqualTo(422);
      assertThat(JsonMapper.shared().readTree(reply.body()).at("/detail").asString())
          .containsIgnoringCase("audio");
    }
  }

  /** Another program reads the image, and sees the same. */
  private void assertFfmpegSees(String id) throws Exception {
    byte[] png = image(id, "?width=333&height=77&palette=mono");
    Path file = Files.write(folder.resolve("tile.png"), png);
    Path raw = folder.resolve("tile.rgb");
    Tool.run(
            "ffmpeg",
            "-v",
            "error",
            "-xerror",
            "-i",
            file.toString(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            raw.toString())
        .orFail();
    byte[] seen = Files.readAllBytes(raw);
    Raster pixels = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
    assertThat(seen).hasSize(333 * 77 * 3);
    for (int i = 0; i < 333 * 77; i++) {
      int black = 255 - pixels.getSample(i % 333, i / 333, 0);
      assertThat(seen[3 * i] & 0xFF).isEqualTo(black);
    }
  }
}
