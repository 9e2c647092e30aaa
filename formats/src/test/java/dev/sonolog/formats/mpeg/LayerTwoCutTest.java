package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layer II has no reservoir and no trim: the bodies put together are the stream. */
final class LayerTwoCutTest {
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
    for (int i = 0; i < files.size(); i++) {
      int played = Tools.ffmpeg(folder, files.get(i)).length;
      assertThat(played)
          .as("seed %s", seed)
          .isEqualTo((int) (cut.samples().get(i) / 1_152) * frame);
      assertThat(new MpegContainer().inspect(cut.segments().get(i)).sealed()).isTrue();
    }
  }
}
