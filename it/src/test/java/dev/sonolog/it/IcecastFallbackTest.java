package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SeenDamage;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.mpeg.MpegContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real Icecast puts in front of a stream and in its place: an intro for each listener, and
 * another mount or a file while the source is away. The listeners' connections stand all the while,
 * and what comes through them is recorded as it came.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IcecastFallbackTest {
  private static final int RATE = 44_100;

  /** As it is configured below. */
  private static final Duration SPLIT = Duration.ofSeconds(3);

  private static final int OTHER_RATE = 22_050;
  private static final long SAMPLES_OF_TWO_PACKETS = 2_048;

  private static final int CHANNELS = 2;

  /** Behind the intro, where the source is lost, and where it is back. */
  private static final int BORDERS = 3;

  private static final int LONGEST_FRAME = 1_441;
  private static final String MPEG = "-c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0";
  private static final String VORBIS = "-c:a libvorbis -q:a 4";

  /** A mount, and what stands in for it. */
  enum Mount {
    /** Another mount at half the rate. */
    MP3("mp3", "mp3", "audio/mpeg", MPEG, Pcm.Decoder.MPG123, 2 * 1_152),
    VORBIS("ogg", "ogg", "application/ogg", IcecastFallbackTest.VORBIS, Pcm.Decoder.OGGDEC, 0),
    /** A file of the same format, which Icecast sends again and again, faster than it plays. */
    FILE("mp3", "mp3", "audio/mpeg", MPEG, Pcm.Decoder.MPG123, 2 * 1_152);

    private final String extension;
    private final String muxer;
    private final String type;
    private final String encoding;
    private final Pcm.Decoder second;
    private final int leaning;

    /**
     * @param leaning the samples at the border of two pieces that depend on both
     */
    Mount(
        String extension,
        String muxer,
        String type,
        String encoding,
        Pcm.Decoder second,
        int leaning) {
      this.extension = extension;
      this.muxer = muxer;
      this.type = type;
      this.encoding = encoding;
      this.second = second;
      this.leaning = leaning * CHANNELS;
    }

    private List<String> validators() {
      return this == VORBIS ? List.of("oggz-validate", "ogginfo") : List.of("mp3val");
    }

    private String mount() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String standIn() {
      return this == FILE ? intro() : mount() + "_instead";
    }

    private String intro() {
      return "intro_" + mount() + "." + extension;
    }

    private String configuration() {
      String intro = this == FILE ? "" : "<intro>/" + intro() + "</intro>";
      return """
      <mount type="normal">
        <mount-name>/%s</mount-name>
        <fallback-mount>/%s</fallback-mount>
        <fallback-override>1</fallback-override>
        %s
      </mount>
      """
          .formatted(mount(), standIn(), intro);
    }
  }

  private Path folder = Path.of("");
  private Recordings recordings = new Recordings(Path.of(""));
  private final Map<Mount, Path> uncut = new EnumMap<>(Mount.class);
  private final Map<Mount, Long> requests = new EnumMap<>(Mount.class);

  @BeforeAll
  void record(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    recordings = new Recordings(folder.resolve("recordings"));
    Path served = Files.createDirectories(folder.resolve("icecast"));
    StringBuilder mounts = new StringBuilder();
    StringBuilder configuration = new StringBuilder("[general]\nsplit_minutes = 0.05\n");
    for (Mount mount : Mount.values()) {
      encode(mount, served.resolve(mount.intro()));
      mounts.append(mount.configuration());
    }
    try (Closeables running = new Closeables();
        Icecast icecast = Icecast.start(served, 65_536, mounts.toString())) {
      Map<Mount, SourceClient> clients = play(icecast, running);
      for (Mount mount : List.of(Mount.MP3, Mount.VORBIS)) {
        running.add(client(icecast, mount, mount.standIn(), OTHER_RATE));
        icecast.awaitMount(mount.standIn());
      }
      Map<Mount, Listener> listeners = new EnumMap<>(Mount.class);
      for (Mount mount : Mount.values()) {
        String address = icecast.mount(mount.mount());
        Listener listener = Listener.start(address, folder.resolve(mount + ".uncut"));
        running.add(listener);
        listeners.put(mount, listener);
        configuration.append("[%s]\ntype = stream\nurl = %s\n".formatted(mount.mount(), address));
      }
      Files.writeString(folder.resolve("config.ini"), configuration);
      Product product = Product.start(folder, "record");
      running.add(product);
      awaitTwoMoreFiles(product);
      clients.values().forEach(SourceClient::kill);
      awaitTwoMoreFiles(product);
      play(icecast, running);
      awaitTwoMoreFiles(product);
      product.signal("TERM");
      assertThat(product.await(20)).as(product.output()).isZero();
      for (Map.Entry<Mount, Listener> listener : listeners.entrySet()) {
        uncut.put(listener.getKey(), listener.getValue().stop());
        requests.put(listener.getKey(), icecast.requests(listener.getKey().mount(), "Sonolog"));
      }
    }
  }

  private static Map<Mount, SourceClient> play(Icecast icecast, Closeables running)
      throws IOException {
    Map<Mount, SourceClient> clients = new EnumMap<>(Mount.class);
    for (Mount mount : Mount.values()) {
      SourceClient client = client(icecast, mount, mount.mount(), RATE);
      running.add(client);
      clients.put(mount, client);
    }
    for (Mount mount : Mount.values()) {
      icecast.awaitMount(mount.mount());
    }
    return clients;
  }

  private static SourceClient client(Icecast icecast, Mount mount, String name, int rate)
      throws IOException {
    return SourceClient.ffmpeg(
        icecast, name, rate, CHANNELS, mount.muxer, mount.type, List.of(mount.encoding.split(" ")));
  }

  private static void encode(Mount mount, Path file) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
    command.addAll(List.of("-f", "lavfi", "-i", "anoisesrc=r=%d:d=3:seed=5:a=0.4".formatted(RATE)));
    command.addAll(List.of("-ac", String.valueOf(CHANNELS)));
    command.addAll(List.of(mount.encoding.split(" ")));
    command.add(file.toString());
    Tool.run(command).orFail();
  }

  /**
   * Two, for the first may have been all but full already; and then the middle of the next, for of
   * a file of a few packets FFmpeg makes nothing, or too much (docs/adr/0010, 0011).
   */
  private void awaitTwoMoreFiles(Product product) {
    Map<Mount, Long> before = new EnumMap<>(Mount.class);
    for (Mount mount : Mount.values()) {
      before.put(mount, sealedCount(mount));
    }
    Awaitility.await("two more files of each")
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .failFast("the product ended", () -> !product.isAlive())
        .until(
            () ->
                before.entrySet().stream()
                    .allMatch(it -> sealedCount(it.getKey()) >= it.getValue() + 2));
    Awaitility.await("the middle of a file")
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .until(IcecastFallbackTest::isMiddleOfFile);
  }

  private static boolean isMiddleOfFile() {
    long begun = Instant.now().toEpochMilli() % SPLIT.toMillis();
    return begun > SPLIT.toMillis() / 3 && begun < SPLIT.toMillis() * 2 / 3;
  }

  private long sealedCount(Mount mount) {
    try {
      return recordings.segments(mount.mount()).stream()
          .filter(segment -> segment.state() == SegmentState.SEALED)
          .count();
    } catch (IOException _) {
      return 0; // the catalogue is not made yet
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneConnectionBringsItAll(Mount mount) {
    assertThat(requests).containsEntry(mount, 1L);
  }

  @ParameterizedTest
  @EnumSource
  void eachChangeOfFormatBeginsARunAndNothingElseDoes(Mount mount) throws IOException {
    List<Integer> rates = new ArrayList<>();
    for (StoredRun run : runs(mount)) {
      rates.add(run.format().rate().hertz());
    }
    assertThat(rates)
        .isEqualTo(mount == Mount.FILE ? List.of(RATE) : List.of(RATE, OTHER_RATE, RATE));
    List<GapCause> causes =
        recordings.catalogue().gaps(mount.mount(), Instant.EPOCH, Instant.MAX).stream()
            .map(Gap::cause)
            .toList();
    assertThat(causes).isSubsetOf(GapCause.FORMAT_CHANGED, GapCause.RECORDER_STOPPED);
    assertThat(causes).filteredOn(GapCause.RECORDER_STOPPED::equals).hasSize(1);
  }

  /** Where a source dies and where a burst begins, Icecast sends pieces of frames. */
  @ParameterizedTest
  @EnumSource
  void nothingButABrokenFrameIsLeftOutAtEachBorder(Mount mount) throws IOException {
    List<SeenDamage> damages = new ArrayList<>();
    for (StoredRun run : runs(mount)) {
      damages.addAll(recordings.catalogue().damages(run.run()));
    }
    assertThat(damages.size()).isLessThanOrEqualTo(BORDERS);
    assertThat(damages).allMatch(damage -> damage.bytes() < LONGEST_FRAME);
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void filesOneAfterTheOtherAreWhatAnotherListenerHeard(Mount mount, Pcm.Decoder decoder)
      throws IOException {
    List<Pcm> heard = heard(mount, decoder);
    List<StoredRun> runs = runs(mount);
    float tolerance = tolerance(mount, decoder);
    Pcm first = played(decoder, runs.getFirst());
    if (mount != Mount.FILE) {
      Pcm intro = Pcm.of(decoder, folder.resolve("icecast").resolve(mount.intro()));
      assertBegins(first, intro, mount);
      first = first.part(intro.length() + mount.leaning, first.length());
    }
    assertThat(first.findIn(heard.getFirst(), tolerance)).isNotEmpty();
    for (int i = 1; i < runs.size(); i++) {
      Pcm run = played(decoder, runs.get(i));
      Pcm whole = heard.get(i);
      OptionalInt at = run.findIn(whole, tolerance);
      assertThat(at).as("run %d, %d samples", i, run.length()).isNotEmpty();
      // The main data of the first frames lies in frames that nobody was sent.
      assertThat(at.orElseThrow()).isLessThanOrEqualTo(mount.leaning * 2);
    }
    for (int i = 0; i + 1 < runs.size(); i++) {
      Pcm run = played(decoder, runs.get(i));
      Pcm end = run.part(run.length() - 10_000, run.length());
      Pcm whole = heard.get(i);
      assertThat(end.findIn(whole.part(whole.length() - 10_000, whole.length()), tolerance))
          .as("the end of run %d", i)
          .hasValue(0);
    }
  }

  private static void assertBegins(Pcm run, Pcm intro, Mount mount) {
    Pcm middle = intro.part(mount.leaning, intro.length() - mount.leaning);
    assertThat(middle.findIn(run.part(0, intro.length()), tolerance(mount, Pcm.Decoder.FFMPEG)))
        .as("the intro is in front")
        .isNotEmpty();
  }

  static List<Arguments> decoders() {
    List<Arguments> decoders = new ArrayList<>();
    for (Mount mount : Mount.values()) {
      decoders.add(Arguments.of(mount, Pcm.Decoder.FFMPEG));
      decoders.add(Arguments.of(mount, mount.second));
    }
    return decoders;
  }

  /** mpg123 computes MPEG-2 in another order at the first samples of a file. */
  private static float tolerance(Mount mount, Pcm.Decoder decoder) {
    return mount == Mount.MP3 && decoder == Pcm.Decoder.MPG123 ? 1.2e-7f : 0;
  }

  @ParameterizedTest
  @EnumSource
  void aPacketThatIsMissingIsNoticed(Mount mount) throws IOException {
    StoredSegment segment =
        recordings.catalogue().segmentsOf(runs(mount).getLast().run()).stream()
            .max(Comparator.comparingLong(it -> it.content().orElseThrow().samples()))
            .orElseThrow();
    byte[] whole = Files.readAllBytes(segment.file());
    byte[] rest =
        switch (mount) {
          case MP3, FILE -> Frames.withoutOne(new MpegContainer(), whole);
          case VORBIS -> OggFile.withoutOne(whole);
        };
    Path poorer = Files.write(folder.resolve("poorer." + mount.extension), rest);
    Pcm heard = heard(mount, Pcm.Decoder.FFMPEG).getLast();
    assertThat(Pcm.of(Pcm.Decoder.FFMPEG, segment.file()).findIn(heard, 0)).isNotEmpty();
    assertThat(Pcm.of(Pcm.Decoder.FFMPEG, poorer).findIn(heard, 0)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyFilePassesTheValidators(Mount mount) throws IOException {
    for (StoredSegment segment : recordings.segments(mount.mount())) {
      Recordings.assertPlays(segment.file());
      for (String validator : mount.validators()) {
        assertThat(Tool.run(validator, segment.file().toString()).orFail().output())
            .as("%s of %s", validator, segment.file())
            // A short file makes mp3val guess that it is something else.
            .doesNotContainPattern("(?i)warning(?!.*Too few MPEG frames)")
            .doesNotContainIgnoringCase("error");
      }
    }
  }

  @Test
  void nothingIsDamagedMissingOrUnknown() throws IOException {
    Tool.Result verified = Product.run(folder, "verify", recordings.directory().toString());
    assertThat(verified.status()).as(verified.output()).isZero();
  }

  private List<StoredRun> runs(Mount mount) throws IOException {
    return recordings.catalogue().runs(mount.mount(), Instant.EPOCH, Instant.MAX);
  }

  private Pcm played(Pcm.Decoder decoder, StoredRun run) throws IOException {
    List<Pcm> parts = new ArrayList<>();
    for (StoredSegment segment : recordings.catalogue().segmentsOf(run.run())) {
      long samples = segment.content().orElseThrow().samples();
      if (!isTooShort(decoder, run, samples)) {
        Pcm audio = Pcm.of(decoder, segment.file());
        assertThat(samples * CHANNELS).as(segment.toString()).isEqualTo(audio.length());
        parts.add(audio);
      }
    }
    return Pcm.joined(parts);
  }

  /** Of a Vorbis file of two packets ffmpeg gives too much (docs/adr/0011); oggdec judges those. */
  private static boolean isTooShort(Pcm.Decoder decoder, StoredRun run, long samples) {
    return decoder == Pcm.Decoder.FFMPEG
        && run.format().codec() == Codec.VORBIS
        && samples <= SAMPLES_OF_TWO_PACKETS;
  }

  /** What another listener heard, in as many parts as there must be runs. */
  private List<Pcm> heard(Mount mount, Pcm.Decoder decoder) throws IOException {
    List<Pcm> parts = new ArrayList<>();
    for (byte[] stretch : stretches(mount)) {
      Path file = Files.write(folder.resolve("stretch." + mount.extension), stretch);
      parts.add(Pcm.untrimmed(decoder, file));
    }
    return mount == Mount.VORBIS ? parts.subList(1, parts.size()) : parts;
  }

  private List<byte[]> stretches(Mount mount) throws IOException {
    byte[] stream = Files.readAllBytes(Objects.requireNonNull(uncut.get(mount)));
    return switch (mount) {
      case MP3, FILE -> Stretches.ofMpeg(stream);
      case VORBIS -> Stretches.ofOgg(stream).stream().map(OggFile::numbered).toList();
    };
  }
}
