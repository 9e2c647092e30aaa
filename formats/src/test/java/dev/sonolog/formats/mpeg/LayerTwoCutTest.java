package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layer II has no reservoir and no trim: the bodies put together are the stream. */
final class LayerTwoCutTest {
  /** What the filter bank of a decoder needs to fill, in samples. */
  private static final int FADE = 480;

  /** By the decoder of FFmpeg that does not dither, which would remember more. */
  private static byte[] played(Path folder, Path file) throws Exception {
    return Tools.decode(
        folder, "ffmpeg", "-v", "error", "-c:a", "mp2float", "-i", file, "-f", "f32le", "-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "twolame --quiet -b 192 IN OUT",
        "twolame --quiet -m m -b 64 IN OUT",
        "twolame --quiet -p -b 256 IN OUT",
        "ffmpeg -v error -i IN -ar 48000 -b:a 384k OUT",
        "ffmpeg -v error -i IN -ar 24000 -b:a 64k OUT",
      })
  void bodiesPutTogetherAreTheStream(String encoder, @TempDir Path folder) throws Exception {
    long seed = new Random().nextLong();
    Path wav = Signal.hard(folder, 6);
    Path stream = folder.resolve("stream.mp2");
    String command = encoder.replace("IN", wav.toString()).replace("OUT", stream.toString());
    Tools.run(folder, (Object[]) command.split(" ", -1));
    byte[] bytes = Files.readAllBytes(stream);
    List<MpegFrame> frames = Cutter.frames(bytes);
    Cut cut = Cutter.cut(frames, Cut.places(new Random(seed), 4, frames.size(), 16));
    assertThat(cut.firsts().getFirst()).isZero();
    byte[][] bodies = cut.segments().stream().map(MemoryFile::body).toArray(byte[][]::new);
    assertThat(MpegFrames.joined(bodies)).as("seed %s", seed).isEqualTo(bytes);
    int frame = 1_152 * frames.getFirst().header().channels() * Float.BYTES;
    List<Path> files = cut.store(folder, ".mp3");
    byte[] whole = played(folder, stream);
    int fading = FADE * frame / 1_152;
    for (int i = 0; i < files.size(); i++) {
      int length = (int) (cut.samples().get(i) / 1_152) * frame;
      byte[] played = played(folder, files.get(i));
      assertThat(played.length).as("seed %s", seed).isEqualTo(length);
      InspectedSegment found = new MpegContainer().inspect(cut.segments().get(i));
      assertThat(found.sealed()).isTrue();
      assertThat(found.missingPreRoll()).isEqualTo(FADE);
      int start = cut.firsts().get(i) * frame;
      byte[] heard = Arrays.copyOfRange(whole, start, start + length);
      assertThat(Arrays.equals(played, heard)).as("played alone").isEqualTo(i == 0);
      assertThat(Arrays.copyOfRange(played, fading, length))
          .as("segment %s behind what fades in, seed %s", i, seed)
          .isEqualTo(Arrays.copyOfRange(heard, fading, length));
    }
  }
}
