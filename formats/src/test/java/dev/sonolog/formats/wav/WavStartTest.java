package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WavStartTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final int HERTZ = 48_000;

  private static Optional<Instant> start(byte[] file) throws IOException {
    return WavStart.find(new MemoryFile(file), ZONE);
  }

  /** A file of somebody else: where its "bext" begins is said in EBU Tech 3285. */
  private static byte[] foreign(String date, String time, long samples) {
    ByteBuffer bext = ByteBuffer.allocate(602).order(ByteOrder.LITTLE_ENDIAN);
    bext.put(320, date.getBytes(StandardCharsets.US_ASCII));
    bext.put(330, time.getBytes(StandardCharsets.US_ASCII));
    bext.putLong(338, samples);
    byte[] fmt =
        WaveBytes.chunk("fmt ", new WaveFormat(SampleFormat.S16, new SampleRate(HERTZ), 1).bytes());
    return WaveBytes.riff(
        fmt, WaveBytes.chunk("bext", bext.array()), WaveBytes.chunk("data", new byte[100]));
  }

  @Test
  void aFileOfOursSaysItToTheNanosecond() throws IOException {
    MemoryFile file = new MemoryFile();
    SegmentMuxer muxer =
        new WavContainer().muxer(Pcm.header(Codec.PCM, SampleFormat.S16, HERTZ, 1));
    muxer.begin(SampleTags.of(0), file);
    muxer.write(new PcmBlock(new byte[200], 100, 200));
    muxer.seal(SampleTags.of(0), List.of());
    assertThat(start(file.content())).contains(SampleTags.of(0).start().toInstant());
  }

  @Test
  void theBroadcastExtensionSaysItToTheSampleInLocalTime() throws IOException {
    long samples = (14 * 3_600L + 30 * 60 + 5) * HERTZ + HERTZ / 2;
    assertThat(start(foreign("2026-05-23", "14:30:05", samples)))
        .contains(Instant.parse("2026-05-23T12:30:05.5Z"));
  }

  @Test
  void samplesThatDisagreeWithTheTimeOfOriginDoNotCount() throws IOException {
    Instant origin = Instant.parse("2026-05-23T12:30:05Z");
    assertThat(start(foreign("2026-05-23", "14:30:05", 0))).contains(origin);
    assertThat(start(foreign("2026:05:23", "14-30-05", HERTZ * 3_600L))).contains(origin);
    assertThat(start(foreign("2026-05-23", "14:30:05", Long.MIN_VALUE))).contains(origin);
    assertThat(start(foreign("2026-05-23", "14:30:05", Long.MAX_VALUE))).contains(origin);
  }

  @Test
  void aFileThatDoesNotSayItHasNone() throws IOException {
    assertThat(start(foreign("", "", 5))).isEmpty();
    assertThat(start(foreign("2026-13-45", "99:00:00", 5))).isEmpty();
    byte[] fmt =
        WaveBytes.chunk("fmt ", new WaveFormat(SampleFormat.S16, new SampleRate(HERTZ), 1).bytes());
    assertThat(start(WaveBytes.riff(fmt, WaveBytes.chunk("data", new byte[4])))).isEmpty();
    assertThat(
            start(
                WaveBytes.riff(
                    fmt,
                    WaveBytes.chunk("bext", new byte[300]),
                    WaveBytes.chunk("data", new byte[4]))))
        .isEmpty();
  }
}
