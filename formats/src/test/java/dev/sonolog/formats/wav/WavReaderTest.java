package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.Elements;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of ours and of others, and what is refused. */
final class WavReaderTest {
  private static final WavContainer CONTAINER = new WavContainer();
  private static final int HERTZ = 8_000;

  private static WavReader reader(byte[] bytes) {
    return new WavReader(new ByteInput(new ByteArrayInputStream(bytes), WavReader.LOOK_AHEAD));
  }

  private static byte[] samples(byte[] file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (StreamElement element : Elements.of(reader(file))) {
      switch (element) {
        case PcmBlock block -> {
          assertThat(block.samples()).isLessThanOrEqualTo(HERTZ / 10);
          all.writeBytes(block.bytes());
        }
        case StreamElement.TrackHeader _ -> {}
        default -> throw new AssertionError("Not expected: " + element);
      }
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "S16, 2, sox IN OUT",
    "S24, 3, sox IN OUT",
    "S32, 1, sox IN OUT",
    "FLOAT, 2, ffmpeg IN OUT",
    "S16, 2, ffmpeg IN OUT",
    "S24, 6, ffmpeg IN OUT",
    "S24, 2, ffmpeg-rf64 IN OUT",
    "S16, 1, ffmpeg-bext IN OUT",
    "S24, 2, sndfile IN OUT",
    "FLOAT, 1, sndfile IN OUT",
    "S16, 2, sox IN pipe",
    "S16, 2, ffmpeg IN pipe"
  })
  @Tag("judged")
  void filesOfOthersAreReadAndNeverHarmed(
      SampleFormat format, int channels, String how, @TempDir Path folder) throws Exception {
    byte[] pcm = Pcm.signal(format, HERTZ, channels, 5_001, 9);
    byte[] file = foreign(folder, format, channels, how, pcm);
    StreamElement.TrackHeader header = (StreamElement.TrackHeader) reader(file).next();
    assertThat(header).isEqualTo(Pcm.header(Codec.PCM, format, HERTZ, channels));
    assertThat(samples(file)).isEqualTo(pcm);
    MemoryFile stored = new MemoryFile(file);
    assertThat(CONTAINER.repair(stored).samples()).isEqualTo(5_001);
    assertThat(CONTAINER.inspect(stored).sealed()).isTrue();
    assertThat(stored.writes()).isZero();
  }

  /** A file of ours made by another program into one of its own. */
  private static byte[] foreign(
      Path folder, SampleFormat format, int channels, String how, byte[] pcm) throws Exception {
    Cut cut =
        Cut.of(
            CONTAINER.muxer(Pcm.header(Codec.PCM, format, HERTZ, channels)),
            Pcm.blocks(pcm, channels * format.length(), new Random(1), 900),
            Set.of());
    Path ours = cut.store(folder, ".wav").getFirst();
    Path theirs = folder.resolve("theirs.wav");
    String codec = "pcm_" + (format == SampleFormat.FLOAT ? "f32" : format.word()) + "le";
    String program = how.substring(0, how.indexOf(' '));
    List<Object> command =
        switch (program) {
          case "sox" -> List.of("sox", "-D", ours);
          case "sndfile" -> List.of("sndfile-convert", ours);
          default -> List.of("ffmpeg", "-v", "error", "-i", ours, "-c:a", codec);
        };
    List<Object> all = new ArrayList<>(command);
    if (how.endsWith("pipe")) {
      all.addAll(program.equals("sox") ? List.of("-t", "wav", "-") : List.of("-f", "wav", "-"));
      Path piped = folder.resolve("piped.wav");
      Path script = folder.resolve("script.sh");
      String line = String.join(" ", all.stream().map(Object::toString).toList());
      Files.writeString(script, line + " | cat > " + piped + "\n");
      Tools.run(folder, "sh", script);
      return Files.readAllBytes(piped);
    }
    switch (program) {
      case "ffmpeg-rf64" -> all.addAll(List.of("-rf64", "always"));
      case "ffmpeg-bext" -> all.addAll(List.of("-write_bext", "1"));
      default -> {}
    }
    all.add(theirs);
    Tools.run(folder, all.toArray());
    return Files.readAllBytes(theirs);
  }

  @ParameterizedTest
  @CsvSource({
    "85, 16, MP3 (format 0x0055)", "6, 8, A-law (format 0x0006)", "17, 4, IMA ADPCM",
    "4660, 16, unknown kind (format 0x1234)", "1, 8, samples of 8 bits", "3, 64, 64 bits"
  })
  void whatIsNoPlainSampleIsRefusedByName(int tag, int bits, String words) {
    byte[] file =
        WaveBytes.riff(
            new WaveBytes().fmt(tag, 1, HERTZ, bits / 8, bits).build(),
            WaveBytes.chunk("data", new byte[100]));
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Elements.of(reader(file)))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining(words)
          .hasMessageContaining("16, 24 or 32 bits");
    }
  }

  @Test
  void otherBytesAreNotSniffedAndRefusedInWords() throws IOException {
    byte[] text = "Not a WAV file. ".repeat(9_000).getBytes(StandardCharsets.US_ASCII);
    ByteInput input = new ByteInput(new ByteArrayInputStream(text), WavReader.LOOK_AHEAD);
    assertThat(CONTAINER.sniff(input)).isFalse();
    assertThatThrownBy(() -> CONTAINER.reader(input).next())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("RIFF");
    byte[] ogg = Arrays.copyOf("OggS".getBytes(StandardCharsets.US_ASCII), 100_000);
    assertThatThrownBy(() -> reader(ogg).next()).hasMessageContaining("Ogg");
  }

  @Test
  void filesAreSniffedByAllTheirNames() throws IOException {
    for (String name : List.of("RIFF", "RF64", "BW64")) {
      byte[] file =
          WaveBytes.joined(WaveBytes.header(name, 4), "WAVE".getBytes(StandardCharsets.US_ASCII));
      ByteInput input = new ByteInput(new ByteArrayInputStream(file), WavReader.LOOK_AHEAD);
      assertThat(CONTAINER.sniff(input)).as(name).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, -1", "36, 0", "0, -1"})
  void aHeadThatWasNeverFinishedPromisesAllThatFollows(int form, int data) throws IOException {
    byte[] file =
        WaveBytes.joined(
            WaveBytes.header("RIFF", form),
            "WAVE".getBytes(StandardCharsets.US_ASCII),
            new WaveBytes().fmt(1, 1, HERTZ, 2, 16).build(),
            WaveBytes.header("data", data),
            new byte[1_601]);
    List<StreamElement> elements = Elements.of(reader(file));
    assertThat(elements).hasSize(3);
    assertThat(elements.get(0))
        .isEqualTo(
            new StreamElement.TrackHeader(
                Pcm.header(Codec.PCM, SampleFormat.S16, HERTZ, 1).format(),
                new PcmSetup(SampleFormat.S16)));
    assertThat(elements.get(1)).isInstanceOf(PcmBlock.class);
    assertThat(elements.get(2)).isInstanceOf(StreamElement.Damage.class);
    MemoryFile stored = new MemoryFile(file);
    assertThat(CONTAINER.inspect(stored).sealed()).isFalse();
    assertThat(CONTAINER.repair(stored).samples()).isEqualTo(800);
    assertThat(stored.content()).isEqualTo(Arrays.copyOf(file, file.length - 1));
  }

  @Test
  void aGrowingFileOfOursIsReadToItsEnd() throws IOException {
    MemoryFile file = new MemoryFile();
    var muxer = CONTAINER.muxer(Pcm.header(Codec.PCM, SampleFormat.S16, HERTZ, 1));
    muxer.begin(SampleTags.of(0), file);
    byte[] pcm = Pcm.signal(SampleFormat.S16, HERTZ, 1, 2 * HERTZ + 300, 2);
    for (PcmBlock block : Pcm.blocks(pcm, 2, new Random(2), 700)) {
      muxer.write(block);
    }
    assertThat(samples(file.content())).isEqualTo(pcm);
  }
}
