package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Going to a time within a segment leads to the sample of that time. */
final class SeekTest {
  private static final int SECONDS = 10;

  @TempDir static Path shared;
  private static Path signal;

  @BeforeAll
  static void makeTheSignal() throws Exception {
    signal = Signal.hard(shared, SECONDS);
  }

  @ParameterizedTest
  @EnumSource(names = {"CBR_128_JOINT", "VBR_V4", "MPEG_2_5_8_AT_8"})
  void ffmpegGoesToTheExactSample(Material material, @TempDir Path folder) throws Exception {
    Path stream = material.encode(folder, signal);
    List<MpegFrame> frames = Cutter.frames(Files.readAllBytes(stream));
    MpegHeader header = frames.getFirst().header();
    Path file = Cutter.cut(frames, Set.of(60)).store(folder, ".mp3").get(1);
    byte[] all = Tools.ffmpeg(folder, file);
    int second = header.rate().hertz() * header.channels() * Float.BYTES;
    for (int seconds : new int[] {1, 3}) {
      byte[] rest =
          Tools.decode(
              folder, "ffmpeg", "-v", "fatal", "-ss", seconds, "-i", file, "-f", "f32le", "-");
      byte[] expected = Arrays.copyOfRange(all, seconds * second, all.length);
      assertThat(rest.length).as("at %s s", seconds).isEqualTo(expected.length);
      // It starts to decode too close to the place for all main data to be there.
      assertThat(Arrays.copyOfRange(rest, second, rest.length))
          .as("at %s s", seconds)
          .isEqualTo(Arrays.copyOfRange(expected, second, expected.length));
    }
  }

  /** mpg123 counts the frames that it drops at the start. */
  @ParameterizedTest
  @EnumSource(names = {"CBR_128_JOINT", "VBR_V4"})
  void mpg123GoesToTheExactFrame(Material material, @TempDir Path folder) throws Exception {
    Path stream = material.encode(folder, signal);
    List<MpegFrame> frames = Cutter.frames(Files.readAllBytes(stream));
    MpegHeader header = frames.getFirst().header();
    Path file = Cutter.cut(frames, Set.of(60)).store(folder, ".mp3").get(1);
    byte[] all = Tools.mpg123(folder, List.of(file));
    int frame = header.samples() * header.channels() * Float.BYTES;
    for (int skipped : new int[] {10, 200}) {
      byte[] rest = Tools.decode(folder, "mpg123", "-q", "-e", "f32", "-k", skipped, "-s", file);
      int dropped = 1 + PreRoll.frames(header);
      assertThat(rest).isEqualTo(Arrays.copyOfRange(all, (skipped - dropped) * frame, all.length));
    }
  }
}
