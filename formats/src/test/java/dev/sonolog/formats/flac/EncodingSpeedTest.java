package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Tools;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much CPU time coding takes, beside the command line tool on the same samples. */
@Tag("campaign")
final class EncodingSpeedTest {
  private static final int HERTZ = 48_000;
  private static final int SECONDS = 60;

  @Test
  void codingIsManyTimesFasterThanRealTime(@TempDir Path folder) throws Exception {
    byte[] pcm = Pcm.signal(SampleFormat.S16, HERTZ, 2, SECONDS * HERTZ, 1);
    List<PcmBlock> blocks = Pcm.blocks(pcm, 4, new Random(1), 960);
    for (Encoders encoders : Encoders.values()) {
      code(encoders, blocks);
      double ours = Double.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        ours = Math.min(ours, code(encoders, blocks));
      }
      System.out.printf(Locale.ROOT, "%s: %.0f x real time%n", encoders, SECONDS / ours);
      assertThat(SECONDS / ours).isGreaterThan(10);
    }
    double tool = flac(folder, pcm);
    System.out.printf(Locale.ROOT, "flac -5: %.0f x real time%n", SECONDS / tool);
  }

  /** In seconds of this thread. */
  private static double code(Encoders encoders, List<PcmBlock> blocks) throws Exception {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    SegmentMuxer muxer =
        encoders.container(5).muxer(Pcm.header(Codec.FLAC, SampleFormat.S16, HERTZ, 2));
    MemoryFile file = new MemoryFile();
    muxer.begin(SampleTags.of(0), new Counted(file));
    for (PcmBlock block : blocks) {
      muxer.write(block);
    }
    muxer.seal(SampleTags.of(0), List.of());
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
  }

  /** Keeps no frame, so that nothing but coding is measured. */
  private record Counted(MemoryFile file) implements SegmentSink {
    @Override
    public void head(byte[] bytes) {
      file.head(bytes);
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {}

    @Override
    public void updateHead(byte[] bytes) {
      file.updateHead(bytes);
    }

    @Override
    public void replaceHead(byte[] bytes) {
      file.replaceHead(bytes);
    }
  }

  private static double flac(Path folder, byte[] pcm) throws Exception {
    Path raw = Files.write(folder.resolve("samples.raw"), pcm);
    Path script = folder.resolve("script.sh");
    Files.writeString(
        script,
        "flac -5 -s -f --force-raw-format --endian=little --sign=signed --channels=2 --bps=16"
            + " --sample-rate=48000 -o /dev/null "
            + raw
            + "\ntimes\n");
    String times = Tools.run(folder, "bash", script);
    String[] words = times.lines().toList().getLast().split("[ms]\\s*", -1);
    return 60 * Double.parseDouble(words[0])
        + Double.parseDouble(words[1])
        + 60 * Double.parseDouble(words[2])
        + Double.parseDouble(words[3]);
  }
}
