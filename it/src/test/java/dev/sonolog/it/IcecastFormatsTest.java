package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.InspectedSegment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every format of live radio at once, from a real Icecast with bursts of three sizes, recorded by
 * the product as its users start it, and compared sample by sample with the streams that nobody
 * cut.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IcecastFormatsTest {
  private static final int SEAMS = 4;

  /** A format of this test, as a station sends it. */
  enum Format {
    MP3("mp3", "mp3", "audio/mpeg", 44_100, 2, "-c:a libmp3lame -b:a 128k"),
    AAC("aac", "adts", "audio/aac", 44_100, 2, "-c:a aac -b:a 128k"),
    VORBIS("ogg", "ogg", "application/ogg", 44_100, 2, "-c:a libvorbis -q:a 4"),
    OPUS("opus", "ogg", "audio/ogg", 48_000, 2, "-c:a libopus -b:a 96k"),
    OGG_FLAC("ogg", "ogg", "application/ogg", 44_100, 2, "-c:a flac"),
    FLAC("flac", "flac", "audio/flac", 44_100, 2, "-c:a flac");

    private final String extension;
    private final String muxer;
    private final String type;
    private final int rate;
    private final int channels;
    private final String encoding;

    Format(String extension, String muxer, String type, int rate, int channels, String encoding) {
      this.extension = extension;
      this.muxer = muxer;
      this.type = type;
      this.rate = rate;
      this.channels = channels;
      this.encoding = encoding;
    }

    private String source(Burst burst) {
      return burst.name().toLowerCase(Locale.ROOT) + "_" + name().toLowerCase(Locale.ROOT);
    }

    private String mount() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How much a server sends at once to whoever connects, in bytes. */
  enum Burst {
    NONE(0),
    USUAL(65_536),
    LARGE(524_288);

    private final int bytes;

    Burst(int bytes) {
      this.bytes = bytes;
    }
  }

  private Path folder = Path.of("");
  private Recordings recordings = new Recordings(Path.of(""));
  private final Map<String, Path> uncut = new LinkedHashMap<>();

  @BeforeAll
  void record(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    recordings = new Recordings(folder.resolve("recordings"));
    try (Closeables running = new Closeables()) {
      Map<String, Listener> listeners = new LinkedHashMap<>();
      StringBuilder configuration = new StringBuilder("[general]\nsplit_minutes = 0.1\n");
      for (Burst burst : Burst.values()) {
        Icecast icecast = Icecast.start(folder.resolve("icecast-" + burst), burst.bytes);
        running.add(icecast);
        play(icecast, running);
        for (Format format : Format.values()) {
          String source = format.source(burst);
          String address = icecast.mount(format.mount());
          Listener listener = Listener.start(address, folder.resolve(source + ".uncut"));
          running.add(listener);
          listeners.put(source, listener);
          configuration.append("[%s]\ntype = stream\nurl = %s\n".formatted(source, address));
        }
      }
      Files.writeString(folder.resolve("config.ini"), configuration);
      Product product = Product.start(folder, "record");
      running.add(product);
      for (String source : listeners.keySet()) {
        Awaitility.await(source)
            .atMost(180, TimeUnit.SECONDS)
            .pollInterval(200, TimeUnit.MILLISECONDS)
            .failFast("the product ended", () -> !product.isAlive())
            .until(() -> sealedCount(source) >= SEAMS + 1);
      }
      product.signal("TERM");
      assertThat(product.await(20)).as(product.output()).isZero();
      for (Map.Entry<String, Listener> listener : listeners.entrySet()) {
        uncut.put(listener.getKey(), listener.getValue().stop());
      }
    }
  }

  @AfterAll
  void forget() {
    uncut.clear();
  }

  private static void play(Icecast icecast, Closeables running) throws IOException {
    for (Format format : Format.values()) {
      running.add(
          SourceClient.ffmpeg(
              icecast,
              format.mount(),
              format.rate,
              format.channels,
              format.muxer,
              format.type,
              List.of(format.encoding.split(" "))));
    }
    for (Format format : Format.values()) {
      icecast.awaitMount(format.mount());
    }
  }

  /**
   * A decoder that has heard what came before and one that begins with the recording differ at the
   * first samples of Opus; so its first file is left out.
   */
  @ParameterizedTest
  @EnumSource(names = {"MP3", "VORBIS", "OPUS", "OGG_FLAC", "FLAC"})
  void filesOneAfterTheOtherAreTheUncutStream(Format format) throws IOException {
    for (Burst burst : Burst.values()) {
      List<Path> files = files(format, burst);
      List<Path> compared = format == Format.OPUS ? files.subList(1, files.size()) : files;
      List<Pcm> parts = new ArrayList<>();
      for (Path file : compared) {
        Pcm audio = Pcm.of(Pcm.Decoder.FFMPEG, file);
        assertThat(audio.length())
            .as(file.toString())
            .isEqualTo(Math.toIntExact(Containers.inspect(file).samples() * format.channels));
        parts.add(audio);
      }
      Pcm joined = Pcm.joined(parts);
      Pcm whole = Pcm.untrimmed(Pcm.Decoder.FFMPEG, decodable(format, burst, files.getFirst()));
      assertThat(joined.findIn(whole, 0))
          .as(
              () ->
                  "%s, burst %s: %d samples found up to %d"
                      .formatted(
                          format, burst, joined.length(), joined.longestBeginningIn(whole, 0)))
          .isNotEmpty();
      assertThat(files.size()).isGreaterThan(SEAMS);
    }
  }

  /** A listener who joins native FLAC gets no head, and decoders want one. */
  private Path decodable(Format format, Burst burst, Path file) throws IOException {
    Path stream = uncut(format, burst);
    if (format != Format.FLAC) {
      return stream;
    }
    byte[] head = Arrays.copyOf(Files.readAllBytes(file), 42); // the mark and STREAMINFO
    head[4] = (byte) 0x80; // the last block
    Arrays.fill(head, 22, 42, (byte) 0); // lengths and MD5 are not known
    head[21] = (byte) (head[21] & 0xF0);
    byte[] frames = Files.readAllBytes(stream);
    byte[] whole = Arrays.copyOf(head, head.length + frames.length);
    System.arraycopy(frames, 0, whole, head.length, frames.length);
    return Files.write(folder.resolve(format.source(burst) + ".flac"), whole);
  }

  @Test
  void aacFilesJoinedAreTheBytesOfTheStream() throws IOException {
    for (Burst burst : Burst.values()) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      for (Path file : files(Format.AAC, burst)) {
        byte[] content = Files.readAllBytes(file);
        InspectedSegment inside = Containers.inspect(file);
        assertThat(inside.missingPreRoll()).isEqualTo(1_024);
        joined.writeBytes(Arrays.copyOfRange(content, inside.headLength(), content.length));
      }
      String stream = Files.readString(uncut(Format.AAC, burst), StandardCharsets.ISO_8859_1);
      String whole = joined.toString(StandardCharsets.ISO_8859_1);
      assertThat(stream.contains(whole)).as("burst %s", burst).isTrue();
      String poorer = whole.substring(0, 5_000) + whole.substring(5_300);
      assertThat(stream.contains(poorer)).as("a hole is noticed").isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFilePassesTheValidators(Format format) throws IOException {
    for (Burst burst : Burst.values()) {
      for (Path file : files(format, burst)) {
        Recordings.assertPlays(file);
        for (List<String> validator : validators(format)) {
          List<String> command = new ArrayList<>(validator);
          command.add(file.toString());
          assertThat(Tool.run(command).orFail().output())
              .as(command.toString())
              .doesNotContainIgnoringCase("warn")
              .doesNotContainIgnoringCase("error");
        }
      }
    }
  }

  private static List<List<String>> validators(Format format) {
    return switch (format) {
      case MP3, AAC -> List.of();
      case VORBIS -> List.of(List.of("oggz-validate"), List.of("ogginfo"));
      case OPUS -> List.of(List.of("oggz-validate"), List.of("opusinfo"));
      case OGG_FLAC ->
          List.of(List.of("oggz-validate"), List.of("flac", "-s", "-t", "-w", "--ogg"));
      case FLAC -> List.of(List.of("flac", "-s", "-t", "-w"));
    };
  }

  @Test
  void eachSourceIsOneRunWithoutAGap() throws IOException {
    for (Burst burst : Burst.values()) {
      for (Format format : Format.values()) {
        List<StoredSegment> segments = recordings.segments(format.source(burst));
        assertThat(segments).extracting(StoredSegment::run).containsOnly(segments.getFirst().run());
        assertThat(segments).extracting(StoredSegment::state).containsOnly(SegmentState.SEALED);
        assertThat(
                recordings
                    .catalogue()
                    .gaps(format.source(burst), java.time.Instant.EPOCH, java.time.Instant.MAX))
            .extracting(Gap::cause)
            .containsExactly(GapCause.RECORDER_STOPPED);
      }
    }
  }

  @Test
  void nothingIsDamagedMissingOrUnknown() throws IOException {
    Tool.Result verified = Product.run(folder, "verify", recordings.directory().toString());
    assertThat(verified.status()).as(verified.output()).isZero();
  }

  private List<Path> files(Format format, Burst burst) throws IOException {
    List<Path> files =
        recordings.segments(format.source(burst)).stream().map(StoredSegment::file).toList();
    assertThat(files).allMatch(file -> file.toString().endsWith("." + format.extension));
    return files;
  }

  private long sealedCount(String source) {
    try {
      return recordings.segments(source).stream()
          .filter(segment -> segment.state() == SegmentState.SEALED)
          .count();
    } catch (IOException _) {
      return 0; // the catalogue is not made yet
    }
  }

  private Path uncut(Format format, Burst burst) {
    Path file = uncut.get(format.source(burst));
    assertThat(file).isNotNull();
    return java.util.Objects.requireNonNull(file);
  }
}
