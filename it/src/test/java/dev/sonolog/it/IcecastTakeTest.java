package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.StoredSegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes of a real Icecast, by the product as its users start it: the seconds before the press are
 * there, and each file plays from its first packet what the stream that nobody cut plays.
 */
class IcecastTakeTest {
  private static final Duration PRE_ROLL = Duration.ofSeconds(4);

  /** A format of this test, as a station sends it, and who decodes it. */
  enum Format {
    MP3("mp3", "audio/mpeg", "-c:a libmp3lame -b:a 128k", Pcm.Decoder.MPG123),
    VORBIS("ogg", "application/ogg", "-c:a libvorbis -q:a 4", Pcm.Decoder.OGGDEC),
    FLAC("ogg", "application/ogg", "-c:a flac", Pcm.Decoder.FFMPEG);

    private final String muxer;
    private final String type;
    private final String encoding;
    private final Pcm.Decoder decoder;

    Format(String muxer, String type, String encoding, Pcm.Decoder decoder) {
      this.muxer = muxer;
      this.type = type;
      this.encoding = encoding;
      this.decoder = decoder;
    }

    String mount() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @TempDir private Path folder;

  @Test
  void aTakePlaysFromItsFirstPacketWithTheSecondsBeforeThePress() throws Exception {
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    Map<Format, Path> uncut = new LinkedHashMap<>();
    try (Icecast icecast = Icecast.start(folder.resolve("icecast"), 65_536);
        Closeables running = new Closeables()) {
      Map<Format, Listener> listeners = new LinkedHashMap<>();
      for (Format format : Format.values()) {
        running.add(
            SourceClient.ffmpeg(
                icecast,
                format.mount(),
                44_100,
                2,
                format.muxer,
                format.type,
                List.of(format.encoding.split(" ", -1))));
        icecast.awaitMount(format.mount());
        Listener listener =
            Listener.start(icecast.mount(format.mount()), folder.resolve(format + ".uncut"));
        running.add(listener);
        listeners.put(format, listener);
      }
      Files.writeString(folder.resolve("config.ini"), configuration(icecast));
      Product product = Product.start(folder, "record");
      running.add(product);
      awaitIdle();
      Instant heard = Instant.now().plus(PRE_ROLL).plusSeconds(5);
      Awaitility.await("more than a pre-roll was heard")
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> Instant.now().isAfter(heard));
      assertThat(recordings.all()).noneMatch(file -> file.toString().endsWith(".part"));
      for (Format format : Format.values()) {
        take("start", format);
        take("stop", format);
      }
      product.signal("TERM");
      assertThat(product.await(20)).as(product.output()).isZero();
      for (Format format : Format.values()) {
        assertThat(icecast.requests(format.mount(), "Sonolog")).as("connections").isEqualTo(1);
      }
      for (Map.Entry<Format, Listener> listener : listeners.entrySet()) {
        uncut.put(listener.getKey(), listener.getValue().stop());
      }
    }
    assertThat(recordings.verify()).isEmpty();
    for (Map.Entry<Format, Path> stream : uncut.entrySet()) {
      assertIsPartOf(stream.getValue(), stream.getKey(), recordings);
    }
  }

  private static void assertIsPartOf(Path uncut, Format format, Recordings recordings)
      throws Exception {
    StoredSegment take = recordings.segments(format.mount()).getFirst();
    Recordings.assertPlays(take.file());
    Pcm played = Pcm.of(format.decoder, take.file());
    assertThat(played.length())
        .as(format + ": all that is decoded is the take's")
        .isEqualTo(Math.toIntExact(take.content().orElseThrow().samples() * 2));
    assertThat(take.content().orElseThrow().samples()).isGreaterThan(44_100 * PRE_ROLL.toSeconds());
    Path decodable =
        format.muxer.equals("ogg")
            ? Files.write(
                uncut.resolveSibling(format + ".numbered.ogg"),
                OggFile.numbered(Files.readAllBytes(uncut)))
            : uncut;
    Pcm whole = Pcm.untrimmed(format.decoder, decodable);
    assertThat(played.findIn(whole, 0))
        .as(
            () ->
                "%s: %d samples found up to %d"
                    .formatted(format, played.length(), played.longestBeginningIn(whole, 0)))
        .isNotEmpty();
  }

  private void take(String wish, Format format) throws Exception {
    Tool.Result result = Product.run(folder, "take", wish, format.mount());
    assertThat(result.status()).as(result.output()).isZero();
  }

  private void awaitIdle() {
    Awaitility.await("all are listened to")
        .atMost(120, TimeUnit.SECONDS)
        .ignoreExceptions() // the recorder does not answer at once
        .until(
            () ->
                Product.run(folder, "status").output().split("idle", -1).length
                    > Format.values().length);
  }

  private static String configuration(Icecast icecast) {
    StringBuilder text = new StringBuilder();
    for (Format format : Format.values()) {
      text.append(
          "[%s]\ntype = stream\nmode = manual\npre_roll = %d s\nurl = %s\n"
              .formatted(format.mount(), PRE_ROLL.toSeconds(), icecast.mount(format.mount())));
    }
    return text.toString();
  }
}
