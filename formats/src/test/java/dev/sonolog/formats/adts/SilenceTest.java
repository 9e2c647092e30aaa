package dev.sonolog.formats.adts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Silence between the frames of a real encoder, played by FFmpeg and by FAAD2. */
final class SilenceTest {
  private static final AdtsContainer CONTAINER = new AdtsContainer();
  private static final int BEFORE = 60;
  private static final int SILENT = 20;

  @TempDir static Path folder;
  private static Path signal = Path.of("");

  @BeforeAll
  static void record() throws Exception {
    signal = Signal.hard(folder, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "mono, 1, 44100",
    "stereo, 2, 44100",
    "stereo, 2, 48000",
    "stereo, 2, 32000",
    "3.0, 3, 48000",
    "4.0, 4, 48000",
    "5.0, 5, 48000",
    "5.1, 6, 44100",
    "7.1, 8, 48000",
    "2.1, 3, 48000",
    "quad, 4, 48000",
  })
  void decodersPlayTrueZerosAndGoOnExactly(String layout, int channels, int rate, @TempDir Path own)
      throws Exception {
    List<AdtsFrame> frames = Cutter.frames(encoded(own, layout, channels, rate));
    List<AdtsFrame> holed = new ArrayList<>(frames.subList(0, BEFORE));
    holed.addAll(silence(frames, SILENT));
    holed.addAll(frames.subList(BEFORE, frames.size()));
    Path whole = stored(own.resolve("whole.aac"), frames);
    Path silenced = stored(own.resolve("silenced.aac"), holed);
    check(
        Tools.ffmpeg(own, whole),
        Tools.ffmpeg(own, silenced),
        1_024 * channels * Float.BYTES,
        frames.size());
  }

  @ParameterizedTest
  @CsvSource({"mono, 1, 2", "stereo, 2, 2", "5.1, 6, 6"})
  void anotherDecoderAgrees(String layout, int channels, int played, @TempDir Path own)
      throws Exception {
    List<AdtsFrame> frames = Cutter.frames(encoded(own, layout, channels, 44_100));
    List<AdtsFrame> holed = new ArrayList<>(frames.subList(0, BEFORE));
    holed.addAll(silence(frames, SILENT));
    holed.addAll(frames.subList(BEFORE, frames.size()));
    byte[] silenced = faad(own, stored(own.resolve("silenced.aac"), holed));
    int frame = 1_024 * played * Float.BYTES;
    int unplayed = holed.size() - silenced.length / frame; // the first frame only settles it
    assertThat(unplayed).isBetween(0, 1);
    int silence = (BEFORE + 1 - unplayed) * frame;
    assertThat(sounding(silenced, silence, silence + (SILENT - 1) * frame)).isZero();
    assertThat(sounding(silenced, silence - 2 * frame, silence - frame)).isPositive();
  }

  private static byte[] faad(Path own, Path file) throws Exception {
    Path raw = own.resolve("played.raw");
    String said = Tools.run(own, "faad", "-q", "-b", "4", "-f", "2", "-o", raw, file);
    assertThat(said).doesNotContainIgnoringCase("error");
    return Files.readAllBytes(raw);
  }

  /** Silence begins when the frame before has died away, and the frames behind it need one. */
  private static void check(byte[] whole, byte[] silenced, int frame, int frames) {
    assertThat(whole.length).isEqualTo(frames * frame);
    assertThat(silenced.length).isEqualTo((frames + SILENT) * frame);
    assertThat(Arrays.copyOf(silenced, BEFORE * frame))
        .isEqualTo(Arrays.copyOf(whole, BEFORE * frame));
    assertThat(sounding(silenced, (BEFORE + 1) * frame, (BEFORE + SILENT) * frame)).isZero();
    assertThat(Arrays.copyOfRange(silenced, (BEFORE + SILENT + 1) * frame, silenced.length))
        .isEqualTo(Arrays.copyOfRange(whole, (BEFORE + 1) * frame, whole.length));
    assertThat(sounding(whole, (BEFORE + 1) * frame, (BEFORE + SILENT) * frame))
        .as("the material is no silence itself")
        .isPositive();
  }

  /** How many samples are not zero. */
  private static int sounding(byte[] pcm, int from, int to) {
    ByteBuffer in = ByteBuffer.wrap(pcm, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
    int sounding = 0;
    while (in.hasRemaining()) {
      sounding += in.getFloat() == 0 ? 0 : 1;
    }
    return sounding;
  }

  // --- the material

  /** The signal on each channel. */
  private static byte[] encoded(Path own, String layout, int channels, int rate) throws Exception {
    StringBuilder pan = new StringBuilder("pan=" + layout);
    for (int i = 0; i < channels; i++) {
      pan.append("|c").append(i).append("=c").append(i % 2);
    }
    Path file = own.resolve("encoded.aac");
    Tools.run(
        own,
        "ffmpeg",
        "-v",
        "error",
        "-i",
        signal,
        "-af",
        pan,
        "-ar",
        rate,
        "-c:a",
        "aac",
        "-b:a",
        64_000 * channels,
        "-aac_pns",
        0,
        "-f",
        "adts",
        file);
    return Files.readAllBytes(file);
  }

  private static List<AdtsFrame> silence(List<AdtsFrame> frames, int count) {
    TrackHeader track = frames.getFirst().header().trackHeader();
    List<AdtsFrame> silence = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<StreamElement.Packet> silent =
          CONTAINER.silence(track, frames.get(BEFORE), 1_024L * count);
      silence.add((AdtsFrame) silent.orElseThrow());
    }
    return silence;
  }

  private static Path stored(Path file, List<AdtsFrame> frames) throws Exception {
    byte[][] all = frames.stream().map(AdtsFrame::bytes).toArray(byte[][]::new);
    return Files.write(file, AdtsFrames.joined(all));
  }

  // --- what a frame is

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void aSilentFrameBelongsToItsTrackAndIsShort(int channels) {
    AdtsFrames kind = new AdtsFrames(0, 1, 3, channels, 0, 1);
    AdtsFrame silent = silent(kind);
    assertThat(silent.samples()).isEqualTo(1_024);
    assertThat(silent.header().frameLength()).isEqualTo(silent.bytes().length).isLessThan(40);
    assertThat(kind.parsed(AdtsFrames.LENGTH).with(silent.header().programConfig()))
        .matches(header -> header.sameTrack(silent.header()));
  }

  @Test
  void itHasOneBlockAndNoCrcWhateverTheOthersHave() {
    AdtsFrame silent = silent(AdtsFrames.BLOCKS_WITH_CRC);
    assertThat(silent.header().blocks()).isEqualTo(1);
    assertThat(silent.header().crc()).isFalse();
  }

  @Test
  void whatMayBeHeAacHasNoSilence() {
    AdtsFrame frame = frame(AdtsFrames.LOW);
    assertThat(CONTAINER.silence(frame.header().trackHeader(), frame, 1)).isEmpty();
  }

  private static AdtsFrame silent(AdtsFrames kind) {
    AdtsFrame frame = frame(kind);
    return (AdtsFrame) CONTAINER.silence(frame.header().trackHeader(), frame, 1).orElseThrow();
  }

  private static AdtsFrame frame(AdtsFrames kind) {
    byte[] bytes = kind.frame(AdtsFrames.LENGTH, 1);
    AdtsHeader header = kind.parsed(AdtsFrames.LENGTH);
    Optional<ProgramConfig> config =
        kind.channels() == 0 ? ProgramConfig.parse(AdtsFrames.config()) : Optional.empty();
    return new AdtsFrame(header.with(config), bytes, bytes.length);
  }
}
