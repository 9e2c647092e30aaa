package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The main job, on real input: several stations of a real Icecast, fed by real source clients,
 * recorded at once by the product as its users start it, and compared sample by sample with the
 * streams that nobody cut.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IcecastRecordingTest {
  private static final int SEAMS = 4;

  /** A station of this test: its mount, and how far decoders may differ on it. */
  enum Station {
    CBR(0),
    VBR(0),
    /**
     * MPEG-2: mpg123 computes it in another order at the first samples of a file; one unit in the
     * last place of 24 bits.
     */
    LSF(1.2e-7f),
    TRACKS(0);

    private final float mpg123Tolerance;

    Station(float mpg123Tolerance) {
      this.mpg123Tolerance = mpg123Tolerance;
    }

    String mount() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    float tolerance(Pcm.Decoder decoder) {
      return decoder == Pcm.Decoder.MPG123 ? mpg123Tolerance : 0;
    }
  }

  private Path folder = Path.of("");
  private final Map<String, Path> uncut = new LinkedHashMap<>();
  private Path recordings = Path.of("");

  @BeforeAll
  void record(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    recordings = folder.resolve("recordings");
    try (Icecast icecast = Icecast.start(folder.resolve("icecast"), 65_536);
        Closeables running = new Closeables()) {
      running.add(client(icecast, "cbr", 44_100, 2, "mp3", "libmp3lame", "-b:a", "128k"));
      running.add(client(icecast, "vbr", 44_100, 2, "mp3", "libmp3lame", "-q:a", "4"));
      running.add(client(icecast, "lsf", 22_050, 1, "mp3", "libmp3lame", "-b:a", "32k"));
      running.add(client(icecast, "layer2", 48_000, 2, "mp2", "mp2", "-b:a", "192k"));
      running.add(SourceClient.ezstream(icecast, "tracks", folder, track()));
      for (String mount : List.of("cbr", "vbr", "lsf", "layer2", "tracks")) {
        icecast.awaitMount(mount);
      }
      Map<String, Listener> listeners = new LinkedHashMap<>();
      for (String mount : List.of("cbr", "vbr", "lsf", "layer2", "tracks")) {
        Listener listener = Listener.start(icecast.mount(mount), folder.resolve(mount + ".uncut"));
        running.add(listener);
        listeners.put(mount, listener);
      }
      Files.writeString(folder.resolve("config.ini"), configuration(icecast));
      Product product = Product.start(folder, "record");
      running.add(product);
      Awaitility.await("first files")
          .atMost(60, TimeUnit.SECONDS)
          .failFast("the product ended", () -> !product.isAlive())
          .until(() -> sealed("cbr").size() >= 1);
      for (String title : List.of("Björk - Jóga", "It's; a 'test'")) {
        icecast.title("cbr", title);
        int now = sealed("cbr").size();
        Awaitility.await("next file")
            .atMost(30, TimeUnit.SECONDS)
            .until(() -> sealed("cbr").size() > now);
      }
      for (String mount : listeners.keySet()) {
        Awaitility.await(mount)
            .atMost(120, TimeUnit.SECONDS)
            .until(() -> sealed(mount).size() >= SEAMS + 1);
      }
      product.signal("TERM");
      assertThat(product.await(20)).isZero();
      for (Map.Entry<String, Listener> listener : listeners.entrySet()) {
        uncut.put(listener.getKey(), listener.getValue().stop());
      }
    }
  }

  @AfterAll
  void forget() {
    uncut.clear();
  }

  @ParameterizedTest
  @EnumSource
  void filesOneAfterTheOtherAreTheUncutStreamInFfmpeg(Station station) throws IOException {
    assertIdentical(station, Pcm.Decoder.FFMPEG);
  }

  @ParameterizedTest
  @EnumSource
  void filesOneAfterTheOtherAreTheUncutStreamInMpg123(Station station) throws IOException {
    assertIdentical(station, Pcm.Decoder.MPG123);
  }

  @Test
  void aFrameThatIsMissingIsNoticed() throws IOException {
    Path whole = sealed("cbr").get(2);
    Path poorer = folder.resolve("poorer.mp3");
    Files.write(poorer, Frames.withoutOne(Files.readAllBytes(whole), 40));
    Pcm untouched = Pcm.untrimmed(Pcm.Decoder.FFMPEG, uncut(Station.CBR));
    assertThat(Pcm.of(Pcm.Decoder.FFMPEG, whole).findIn(untouched, 0)).isNotEmpty();
    assertThat(Pcm.of(Pcm.Decoder.FFMPEG, poorer).findIn(untouched, 0)).isEmpty();
  }

  @Test
  void layerTwoFilesJoinedAreTheBytesOfTheStream() throws IOException {
    byte[] stream = Files.readAllBytes(folder.resolve("layer2.uncut"));
    byte[] joined = new byte[0];
    for (Path file : sealed("layer2")) {
      byte[] audio = Frames.audioOf(Files.readAllBytes(file));
      joined = Arrays.copyOf(joined, joined.length + audio.length);
      System.arraycopy(audio, 0, joined, joined.length - audio.length, audio.length);
    }
    String haystack = new String(stream, StandardCharsets.ISO_8859_1);
    assertThat(haystack.contains(new String(joined, StandardCharsets.ISO_8859_1))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everyFilePassesTheValidators(Station station) throws IOException {
    for (Path file : sealed(station.mount())) {
      assertThat(Tool.run("mp3val", file.toString()).orFail().output())
          .as(file.toString())
          // The last file may be a few frames long; mp3val guesses that it is something else.
          .doesNotContainPattern("WARNING(?!.*Too few MPEG frames)")
          .doesNotContain("ERROR");
      assertThat(
              Tool.run(
                      "ffmpeg",
                      "-v",
                      "error",
                      "-xerror",
                      "-err_detect",
                      "explode",
                      "-i",
                      file.toString(),
                      "-f",
                      "null",
                      "-")
                  .orFail()
                  .output())
          .as(file.toString())
          .isEmpty();
    }
  }

  @Test
  void filesBeginOnTheGridAndAreExactlyAsLong() throws IOException {
    for (Station station : Station.values()) {
      List<Path> files = sealed(station.mount());
      int rate = station == Station.LSF ? 22_050 : 44_100;
      for (Path file : files.subList(1, files.size() - 1)) {
        String second = file.getFileName().toString().substring(13, 15);
        assertThat(Integer.parseInt(second) % 12).as(file.toString()).isZero();
        int channels = station == Station.LSF ? 1 : 2;
        double seconds = Pcm.of(Pcm.Decoder.FFMPEG, file).length() / (double) (rate * channels);
        // The grid stands still, packets are 26 ms long, and the envelope of the first seconds may
        // still settle.
        assertThat(seconds).as(file.toString()).isBetween(11.8, 12.2);
      }
    }
  }

  @Test
  void titlesAreChaptersWhereTheyWereHeard() throws IOException {
    StringBuilder chapters = new StringBuilder();
    for (Path file : sealed("cbr")) {
      chapters.append(
          Tool.run("ffprobe", "-v", "error", "-show_chapters", "-of", "compact", file.toString())
              .orFail()
              .output());
    }
    String utf8 =
        new String(
            chapters.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    assertThat(utf8).contains("Björk - Jóga").contains("It's; a 'test'");
  }

  @Test
  void nothingIsDamagedMissingOrUnknown() throws IOException {
    Tool.Result verified = Product.run(folder, "verify", recordings.toString());
    assertThat(verified.status()).as(verified.output()).isZero();
  }

  @Test
  void nothingIsLeftOpen() throws IOException {
    try (Stream<Path> files = Files.walk(recordings)) {
      assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
    assertThat(recordings.resolve("status.json")).doesNotExist();
  }

  private void assertIdentical(Station station, Pcm.Decoder decoder) throws IOException {
    List<Pcm> parts = new ArrayList<>();
    for (Path file : sealed(station.mount())) {
      parts.add(Pcm.of(decoder, file));
    }
    Pcm joined = Pcm.joined(parts);
    Pcm whole = Pcm.untrimmed(decoder, uncut(station));
    float tolerance = station.tolerance(decoder);
    OptionalInt found = joined.findIn(whole, tolerance);
    assertThat(found)
        .as(
            () ->
                "%d samples of %d files found up to sample %d in %d"
                    .formatted(
                        joined.length(),
                        parts.size(),
                        joined.longestBeginningIn(whole, tolerance),
                        whole.length()))
        .isNotEmpty();
    assertThat(parts.size()).isGreaterThan(SEAMS);
  }

  private Path uncut(Station station) {
    return Objects.requireNonNull(uncut.get(station.mount()));
  }

  private List<Path> sealed(String source) throws IOException {
    Path directory = recordings.resolve(source);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().matches(".*\\.mp[23]")).sorted().toList();
    }
  }

  private static SourceClient client(
      Icecast icecast,
      String mount,
      int rate,
      int channels,
      String muxer,
      String codec,
      String... options)
      throws IOException {
    List<String> encoding = new ArrayList<>(List.of("-c:a", codec));
    encoding.addAll(List.of(options));
    return SourceClient.ffmpeg(icecast, mount, rate, channels, muxer, "audio/mpeg", encoding);
  }

  /** A file for ezstream, with the tags that files have. */
  private Path track() {
    Path wav = folder.resolve("track.wav");
    Path mp3 = folder.resolve("track.mp3");
    Tool.run(
            "sox",
            "-n",
            "-r",
            "44100",
            "-c",
            "2",
            "-b",
            "16",
            wav.toString(),
            "synth",
            "150",
            "pinknoise",
            "gain",
            "-6")
        .orFail();
    Tool.run("lame", "--quiet", "-b", "160", "--tt", "A title", wav.toString(), mp3.toString())
        .orFail();
    return mp3;
  }

  private static String configuration(Icecast icecast) {
    StringBuilder text =
        new StringBuilder("[general]\nsplit_minutes = 0.2\nlog_file = recorder.log\n");
    for (String mount : List.of("cbr", "vbr", "lsf", "layer2", "tracks")) {
      text.append("[%s]\ntype = stream\nurl = %s\n".formatted(mount, icecast.mount(mount)));
    }
    return text.toString();
  }
}
