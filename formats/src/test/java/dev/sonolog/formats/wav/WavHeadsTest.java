package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs that know nothing of us read in our heads. */
@Tag("judged")
final class WavHeadsTest {
  private static final int HERTZ = 48_000;
  private static final int SAMPLES = 96_000;

  private static Path file(Path folder, SampleFormat format, int channels, long limit)
      throws IOException {
    MemoryFile file = new MemoryFile();
    SegmentMuxer muxer =
        new WavContainer(limit).muxer(Pcm.header(Codec.PCM, format, HERTZ, channels));
    muxer.begin(SampleTags.of(0), file);
    byte[] pcm = Pcm.signal(format, HERTZ, channels, SAMPLES, 1);
    muxer.write(new PcmBlock(pcm, SAMPLES, pcm.length));
    muxer.seal(
        SampleTags.of(0), List.of(new Chapter(Duration.ZERO, Duration.ofSeconds(2), "Song")));
    return Files.write(folder.resolve("head.wav"), file.content());
  }

  @ParameterizedTest
  @CsvSource({
    "S16, 2, 4294967294, RIFF, PCM", "S24, 1, 4294967294, RIFF, PCM",
        "S32, 6, 4294967294, RIFF, PCM",
    "FLOAT, 2, 4294967294, RIFF, Float", "S16, 2, 100000, RF64, PCM",
        "FLOAT, 3, 100000, RF64, Float"
  })
  void everyProgramReadsTheSame(
      SampleFormat format, int channels, long limit, String form, String kind, @TempDir Path folder)
      throws Exception {
    Path file = file(folder, format, channels, limit);
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith(form);
    checkSndfile(Tools.run(folder, "sndfile-info", "--broadcast", file), folder, file, channels);
    String probe =
        Tools.run(folder, "ffprobe", "-v", "error", "-show_format", "-show_streams", file);
    assertThat(probe)
        .contains("duration=2.000000", "channels=" + channels, "sample_rate=" + HERTZ)
        .contains("TAG:time_reference=432005926", "TAG:date=2026-10-25");
    String media = Tools.run(folder, "mediainfo", "--Output=JSON", file);
    assertThat(media)
        .contains("\"Format\": \"Wave\"", "\"Format\": \"PCM\"", "\"Duration\": \"2.000\"")
        .contains("\"SamplingRate\": \"48000\"", "\"Channels\": \"" + channels + "\"")
        .contains("\"BitDepth\": \"" + format.bits() + "\"");
    if (kind.equals("Float")) {
      assertThat(media).contains("\"Format_Profile\": \"Float\"");
    }
    if (form.equals("RIFF")) {
      assertThat(Tools.run(folder, "soxi", "-s", file).strip()).endsWith("96000");
    }
  }

  private static void checkSndfile(String broadcast, Path folder, Path file, int channels)
      throws Exception {
    assertThat(broadcast)
        .contains("Radio Koln, studio, 2026-10-25T02:30:00.123456789+02:00")
        .contains(
            "Sonolog",
            "run-1-0",
            "2026-10-25",
            "02:30:00",
            "(9000.123458 seconds)",
            "A=PCM,F=48000");
    assertThat(Tools.run(folder, "sndfile-info", file))
        .contains("Frames      : 96000", "Channels    : " + channels, "Sample Rate : 48000");
  }
}
