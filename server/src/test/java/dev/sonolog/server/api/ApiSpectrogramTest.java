package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.RATE;
import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spectrograms as images; another decoder looks at them. */
class ApiSpectrogramTest {
  private static final String OF_A = "/api/v1/recordings/a.0/spectrogram";

  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  /** A tone of half of full scale for some seconds, from one to another; else nothing. */
  private static short[] tone(double hertz, double seconds, double from, double to) {
    short[] samples = new short[(int) (seconds * RATE.hertz())];
    for (int i = 0; i < samples.length; i++) {
      double at = (double) i / RATE.hertz();
      samples[i] =
          (short) (at >= from && at < to ? 16_384 * Math.sin(2 * Math.PI * hertz * at) : 0);
    }
    return samples;
  }

  private void recorded(short[]... pieces) throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(pieces));
  }

  private Raster pixels(String address) throws Exception {
    Reply reply = visitor.get(address);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.field("Content-Type")).isEqualTo("image/png");
    return image(reply).getRaster();
  }

  private static BufferedImage image(Reply reply) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(reply.body()));
    assertThat(image).isNotNull();
    return image;
  }

  @Test
  void aToneIsInItsRowsAndColumns() throws Exception {
    recorded(tone(1_000, 10, 4, 6));
    Raster pixels = pixels(OF_A + "?width=100&height=80&scale=linear");
    assertThat(pixels.getWidth()).isEqualTo(100);
    assertThat(pixels.getHeight()).isEqualTo(80);
    for (int x = 0; x < 100; x++) {
      for (int y = 0; y < 80; y++) {
        double hertz = (80 - y - 0.5) * 4_000 / 80;
        boolean sounds = x >= 41 && x < 59;
        // where it begins and ends, all frequencies sound
        boolean silent = x < 38 || x > 61;
        int level = pixels.getSample(x, y, 0);
        if (sounds && Math.abs(hertz - 1_000) < 50) {
          assertThat(level).isBetween(237, 242); // -6 dBFS of -100 to 0
        } else if (silent || (sounds && Math.abs(hertz - 1_000) > 1_500)) {
          assertThat(level).as(x + " " + y).isLessThan(40);
        }
      }
    }
  }

  @Test
  void aPieceIsAPartOfTheWhole() throws Exception {
    recorded(TestArchive.signal(20, 8, 12, 3));
    Raster whole = pixels(OF_A + "?width=200&height=64");
    Raster piece = pixels(OF_A + "?from=5&to=15&width=100&height=64&palette=mono");
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 100; x++) {
        assertThat(piece.getSample(x, y, 0)).isEqualTo(whole.getSample(50 + x, y, 0));
      }
    }
    Raster usual = pixels(OF_A);
    assertThat(usual.getWidth()).isEqualTo(1_000);
    assertThat(usual.getHeight()).isEqualTo(256);
    Raster largest = pixels(OF_A + "?width=2048&height=512");
    assertThat(largest.getWidth()).isEqualTo(2_048);
    assertThat(largest.getHeight()).isEqualTo(512);
  }

  @Test
  void palettesColourTheSameLevels() throws Exception {
    recorded(TestArchive.signal(5, 2, 3, 3));
    Reply light = visitor.get(OF_A + "?width=50&height=50");
    Reply named = visitor.get(OF_A + "?width=50&height=50&palette=light&scale=log");
    Reply dark = visitor.get(OF_A + "?width=50&height=50&palette=dark");
    assertThat(light.body()).isEqualTo(named.body());
    assertThat(light.field("Spectrogram-Rate")).isEqualTo("8000");
    int[] one = image(light).getRaster().getSamples(0, 0, 50, 50, 0, (int[]) null);
    int[] other = image(dark).getRaster().getSamples(0, 0, 50, 50, 0, (int[]) null);
    assertThat(one).isEqualTo(other);
    assertThat(image(light).getRGB(25, 25)).isNotEqualTo(image(dark).getRGB(25, 25));
    assertThat(light.field("ETag")).isNotEqualTo(dark.field("ETag"));
  }

  @Test
  void whatIsFinishedIsKeptByClientsForEver() throws Exception {
    recorded(TestArchive.signal(5, 2, 3, 3), TestArchive.signal(5, 2, 3, 4));
    String address = OF_A + "?width=50&height=50";
    Reply first = visitor.get(address);
    assertThat(first.field("Cache-Control")).isEqualTo("private, max-age=86400");
    String tag = first.field("ETag");
    assertThat(tag).matches("\"[0-9a-f]{24}\"");
    Reply again = visitor.get(address, "If-None-Match", "\"x\", " + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.field("ETag")).isEqualTo(tag);
    assertThat(visitor.get(address, "If-None-Match", "\"x\"").status()).isEqualTo(200);
    for (String other :
        List.of(
            OF_A + "?width=51&height=50",
            OF_A + "?width=50&height=50&from=1",
            "/api/v1/recordings/a.1/spectrogram?width=50&height=50")) {
      assertThat(visitor.get(other, "If-None-Match", tag).status()).as(other).isEqualTo(200);
    }
    Reply head = visitor.send("HEAD", address, "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.field("ETag")).isEqualTo(tag);
  }

  private List<Path> kept() throws Exception {
    try (Stream<Path> files = Files.walk(archive.settings().stateDirectory().resolve("levels"))) {
      return files.filter(it -> it.toString().endsWith(".spectrogram")).toList();
    }
  }

  /** What was made once is not decoded again. */
  @Test
  void whatWasMadeIsKept() throws Exception {
    recorded(TestArchive.signal(5, 2, 3, 3));
    Path file = archive.view().segmentsOf("a").getFirst().file();
    Reply first = visitor.get(OF_A + "?width=50&height=50");
    assertThat(kept()).hasSize(1);
    Path aside = Files.move(file, file.resolveSibling("aside"));
    assertThat(visitor.get(OF_A + "?width=50&height=50&palette=light").body())
        .isEqualTo(first.body());
    Reply gone = visitor.get(OF_A + "?width=60&height=50");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.detail()).contains("not there any more");
    Files.move(aside, file);
    Files.write(kept().getFirst(), new byte[100]);
    assertThat(visitor.get(OF_A + "?width=50&height=50").body()).isEqualTo(first.body());
  }

  @Test
  void whatGrowsIsShownAsFarAsItIsStored() throws Exception {
    TestArchive.Running running = archive.begin("a", SOURCE, START, Codec.PCM);
    running.open();
    running.write(tone(1_000, 4, 0, 4));
    running.store();
    Reply early = visitor.get(OF_A + "?width=40&height=40");
    assertThat(early.status()).as(early.text()).isEqualTo(200);
    assertThat(early.field("Cache-Control")).isEqualTo("no-store");
    assertThat(early.field("ETag")).isEmpty();
    running.write(tone(1_000, 4, 5, 6)); // nothing sounds
    running.store();
    Raster later = pixels(OF_A + "?width=40&height=40");
    int[] loud = later.getSamples(0, 0, 18, 40, 0, (int[]) null);
    int[] quiet = later.getSamples(22, 0, 18, 40, 0, (int[]) null);
    assertThat(Arrays.stream(loud).max().orElseThrow()).isGreaterThan(230);
    assertThat(quiet).containsOnly(0);
    running.seal();
    running.end();
    assertThat(visitor.get(OF_A + "?width=40&height=40").field("Cache-Control"))
        .contains("max-age=86400");
  }

  @ParameterizedTest
  @CsvSource({
    "width=15,            400, width must be a whole number from 16 to 2048",
    "width=2049,          400, width must be a whole number from 16 to 2048",
    "height=15,           400, height must be a whole number from 16 to 512",
    "height=513,          400, height must be a whole number from 16 to 512",
    "width=1e3,           400, width must be",
    "palette=rainbow,     400, palette",
    "scale=bark,          400, scale",
    "zoom=5,              400, Unknown here: zoom",
    "from=-1,             400, from must be",
    "from=2&to=2,         400, to must lie behind from",
    "from=5,              422, It is only 5.0 seconds long",
  })
  void whatIsOutsideItsLimitsIsRefusedWithThem(String query, int status, String why)
      throws Exception {
    recorded(TestArchive.signal(5, 2, 3, 3));
    Reply reply = visitor.get(OF_A + "?" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.detail()).contains(why);
    assertThat(visitor.get("/api/v1/recordings/x.0/spectrogram").status()).isEqualTo(404);
  }

  @Test
  void moreThanThreeHoursAreTooMuch() throws Exception {
    TestArchive.Running running = archive.begin("a", SOURCE, START, Codec.PCM);
    running.open();
    short[] minute = TestArchive.signal(60, 10, 20, 1);
    for (int i = 0; i < 181; i++) {
      running.write(minute);
    }
    running.seal();
    running.end();
    Reply all = visitor.get(OF_A);
    assertThat(all.status()).isEqualTo(422);
    assertThat(all.detail()).contains("at most 3 hours");
    assertThat(visitor.get(OF_A + "?to=10800&width=180&height=20").status()).isEqualTo(200);
    assertThat(visitor.get(OF_A + "?to=10801").status()).isEqualTo(422);
  }

  /** However many ask at once, each is answered: with an image, or that it is too much now. */
  @Test
  void tooManyAtOnceAreToldSo() throws Exception {
    recorded(TestArchive.signal(60, 2, 3, 3));
    List<Callable<Reply>> asking = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String address = OF_A + "?width=2048&height=512&from=" + i;
      asking.add(() -> visitor.get(address));
    }
    int made = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(30)) {
      for (Future<Reply> each : threads.invokeAll(asking)) {
        Reply reply = each.get();
        assertThat(reply.status()).isIn(200, 503);
        made += reply.status() == 200 ? 1 : 0;
        if (reply.status() == 503) {
          assertThat(reply.detail()).contains("ask again");
          assertThat(reply.field("Retry-After")).isEqualTo("1");
        }
      }
    }
    assertThat(made).isPositive();
  }
}
