package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.adts.AdtsContainer;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.mpeg.MpegContainer;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("decoders")
  void filesOneAfterTheOtherAreTheUncutStream(Format format, Pcm.Decoder decoder)
      throws IOException {
    for (Burst burst : Burst.values()) {
      List<Path> files = files(format, burst);
      List<Path> compared = format == Format.OPUS ? withWholePreRoll(files) : files;
      List<Pcm> parts = new ArrayList<>();
      for (Path file : compared) {
        Pcm audio = Pcm.of(decoder, file);
        assertThat(audio.length())
            .as(file.toString())
            .isEqualTo(Math.toIntExact(Containers.inspect(file).samples() * format.channels));
        parts.add(audio);
      }
      Pcm joined = Pcm.joined(parts);
      Pcm whole = whole(format, burst, decoder);
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

  /**
   * The files of Opus without those of the first 65,535 samples: a decoder that has heard what came
   * before the recording and one that begins with it, or a little later, differ there. The first
   * file is as short as the clock makes it, so the second may belong to them.
   */
  private static List<Path> withWholePreRoll(List<Path> files) throws IOException {
    long before = 0;
    int first = 0;
    while (before < 65_535) {
      before += Containers.inspect(files.get(first)).samples();
      first++;
    }
    return files.subList(first, files.size());
  }

  /** Each format with each of its decoders; of AAC the bytes are compared. */
  static List<Arguments> decoders() {
    return List.of(
        Arguments.of(Format.MP3, Pcm.Decoder.FFMPEG),
        Arguments.of(Format.MP3, Pcm.Decoder.MPG123),
        Arguments.of(Format.VORBIS, Pcm.Decoder.FFMPEG),
        Arguments.of(Format.VORBIS, Pcm.Decoder.OGGDEC),
        Arguments.of(Format.OPUS, Pcm.Decoder.FFMPEG),
        Arguments.of(Format.OPUS, Pcm.Decoder.OPUSDEC),
        Arguments.of(Format.OGG_FLAC, Pcm.Decoder.FFMPEG),
        Arguments.of(Format.OGG_FLAC, Pcm.Decoder.FLAC),
        Arguments.of(Format.FLAC, Pcm.Decoder.FFMPEG),
        Arguments.of(Format.FLAC, Pcm.Decoder.FLAC));
  }

  private Pcm whole(Format format, Burst burst, Pcm.Decoder decoder) throws IOException {
    return Pcm.untrimmed(decoder, decodable(format, burst));
  }

  /**
   * The uncut stream, as decoders want it: a listener who joins native FLAC gets no head, and one
   * who joins Ogg gets pages whose numbers leave out what was before.
   */
  private Path decodable(Format format, Burst burst) throws IOException {
    byte[] stream = Files.readAllBytes(uncut(format, burst));
    byte[] whole =
        switch (format) {
          case MP3, AAC -> stream;
          case VORBIS, OPUS, OGG_FLAC -> OggFile.numbered(stream);
          case FLAC -> headed(Files.readAllBytes(files(format, burst).getFirst()), stream);
        };
    return Files.write(folder.resolve("decodable." + format.extension), whole);
  }

  /** Frames of FLAC behind the head of a file with others of them (RFC 9639, 8.1 and 8.2). */
  private static byte[] headed(byte[] file, byte[] frames) {
    byte[] head = Arrays.copyOf(file, 42); // the mark and STREAMINFO
    head[4] = (byte) 0x80; // the last block
    Arrays.fill(head, 22, 42, (byte) 0); // lengths and MD5 are not known
    head[21] = (byte) (head[21] & 0xF0);
    byte[] whole = Arrays.copyOf(head, head.length + frames.length);
    System.arraycopy(frames, 0, whole, head.length, frames.length);
    return whole;
  }

  @Test
  void aacFilesJoinedAreTheBytesOfTheStream() throws IOException {
    for (Burst burst : Burst.values()) {
      List<byte[]> files = new ArrayList<>();
      for (Path file : files(Format.AAC, burst)) {
        assertThat(Containers.inspect(file).missingPreRoll()).isEqualTo(1_024);
        files.add(Files.readAllBytes(file));
      }
      String stream = Files.readString(uncut(Format.AAC, burst), StandardCharsets.ISO_8859_1);
      assertThat(stream.contains(audio(files))).as("burst %s", burst).isTrue();
      files.set(2, Frames.withoutOne(new AdtsContainer(), files.get(2)));
      assertThat(stream.contains(audio(files))).as("a frame is missing").isFalse();
    }
  }

  /** What lies behind the heads of AAC files, a character for each byte. */
  private static String audio(List<byte[]> files) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] file : files) {
      joined.writeBytes(Frames.audioOf(new AdtsContainer(), file));
    }
    return joined.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void aPacketThatIsMissingIsNoticed(Format format, Pcm.Decoder decoder) throws IOException {
    Path file = files(format, Burst.NONE).get(2);
    Path poorer = folder.resolve("poorer." + format.extension);
    Files.write(poorer, withoutOne(format, Files.readAllBytes(file)));
    Pcm stored = Pcm.of(decoder, file);
    Pcm rest = playedAnyhow(decoder, poorer);
    Pcm whole = whole(format, Burst.NONE, decoder);
    assertThat(stored.findIn(whole, 0)).isNotEmpty();
    assertThat(rest.findIn(whole, 0)).isEmpty();
    assertThat(rest.length()).isBetween(stored.length() - 10_000, stored.length());
  }

  /** flac itself sees by the MD5 that something is missing; it is made to play all the same. */
  private static Pcm playedAnyhow(Pcm.Decoder decoder, Path poorer) throws IOException {
    return switch (decoder) {
      case FLAC -> {
        assertThat(Tool.run("flac", "-s", "-t", "-w", poorer.toString()).output())
            .contains("MD5 signature mismatch");
        yield Pcm.untrimmed(decoder, poorer);
      }
      case FFMPEG, MPG123, OGGDEC, OPUSDEC -> Pcm.of(decoder, poorer);
    };
  }

  private static byte[] withoutOne(Format format, byte[] file) throws IOException {
    return switch (format) {
      case MP3 -> Frames.withoutOne(new MpegContainer(), file);
      case AAC -> Frames.withoutOne(new AdtsContainer(), file);
      case FLAC -> Frames.withoutOne(new FlacContainer(), file);
      case VORBIS, OPUS, OGG_FLAC -> OggFile.withoutOne(file);
    };
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
