package dev.sonolog.formats.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.ogg.OggContainer;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import dev.sonolog.formats.wav.WavContainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FFmpeg plays what stands in the form, and hears what it hears in the file of the codec. */
@Tag("judged")
final class MediaSourceFormTest {
  private static final int SECONDS = 12; // more than a cluster of WebM
  private static final SegmentTags TAGS =
      new SegmentTags(
          "radio",
          Optional.empty(),
          OffsetDateTime.parse("2026-05-23T22:00:00+02:00"),
          "run",
          0,
          0,
          Optional.empty());

  @TempDir static Path folder;
  private static Path signal;

  @BeforeAll
  static void makeTheSignal() throws Exception {
    signal = Signal.hard(folder, SECONDS);
  }

  private static Container container(String extension) {
    return switch (extension) {
      case "flac" -> new FlacContainer();
      case "wav" -> new WavContainer();
      default -> new OggContainer();
    };
  }

  private static byte[] formed(Container container, byte[] file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Optional<SegmentMuxer> muxer = Optional.empty();
    for (StreamElement element : elements(container, file)) {
      if (element instanceof TrackHeader track) {
        assertThat(muxer).isEmpty();
        muxer = Optional.of(MediaSourceForm.muxer(track));
        muxer.get().begin(TAGS, new Stream(out));
      } else if (element instanceof Packet packet) {
        muxer.orElseThrow().write(packet);
      }
    }
    muxer.orElseThrow().seal(TAGS, List.of());
    return out.toByteArray();
  }

  private static List<StreamElement> elements(Container container, byte[] file) throws IOException {
    PacketReader reader = container.reader(new ByteInput(new ByteArrayInputStream(file), 1 << 20));
    List<StreamElement> elements = new ArrayList<>();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      elements.add(element);
      element = reader.next();
    }
    return elements;
  }

  /** What was sent is sent. */
  private record Stream(ByteArrayOutputStream out) implements SegmentSink {
    @Override
    public void head(byte[] bytes) {
      out.writeBytes(bytes);
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
    }

    @Override
    public void updateHead(byte[] bytes) {
      throw new AssertionError("nobody can replace it");
    }

    @Override
    public void replaceHead(byte[] bytes) {
      throw new AssertionError("nobody can replace it");
    }
  }

  private static Path encoded(Path own, String extension, String coding) throws Exception {
    Path file = own.resolve("station." + extension);
    List<Object> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-i", signal));
    command.addAll(List.of(coding.split(" ", -1)));
    command.add(file);
    Tools.run(own, command.toArray());
    return file;
  }

  private static byte[] samples(Path own, String name, byte[] bytes) throws Exception {
    Path file = own.resolve(name);
    Files.write(file, bytes);
    return Tools.decode(own, "ffmpeg", "-v", "warning", "-i", file, "-f", "f32le", "-");
  }

  @ParameterizedTest
  @CsvSource({
    "flac, -c:a flac, mp4",
    "flac, -c:a flac -sample_fmt s32 -bits_per_raw_sample 24 -ar 96000, mp4",
    "oga, -c:a flac -f ogg, mp4",
    "wav, -c:a pcm_s16le, mp4",
    "wav, -c:a pcm_s24le -ar 96000 -ac 1, mp4",
    "wav, -c:a pcm_s32le, mp4"
  })
  void whatIsLosslessStaysSo(String extension, String coding, String form, @TempDir Path own)
      throws Exception {
    Path file = encoded(own, extension, coding);
    byte[] formed = formed(container(extension), Files.readAllBytes(file));
    assertThat(samples(own, "formed." + form, formed)).isEqualTo(Tools.ffmpeg(own, file));
  }

  @Test
  void floatingPointIsHeardWithTwentyFourBitsAndNoLouderThanFullScale(@TempDir Path own)
      throws Exception {
    Path file = encoded(own, "wav", "-c:a pcm_f32le -af volume=6");
    byte[] formed = formed(new WavContainer(), Files.readAllBytes(file));
    FloatBuffer heard = floats(samples(own, "formed.mp4", formed));
    FloatBuffer wanted = floats(Tools.ffmpeg(own, file));
    assertThat(heard.remaining()).isEqualTo(wanted.remaining());
    boolean clipped = false;
    while (wanted.hasRemaining()) {
      float sample = wanted.get();
      clipped |= Math.abs(sample) > 1;
      assertThat(heard.get()).isEqualTo(Math.clamp(sample, -1f, 1f), within(1f / (1 << 22)));
    }
    assertThat(clipped).isTrue();
  }

  private static org.assertj.core.data.Offset<Float> within(float most) {
    return org.assertj.core.api.Assertions.within(most);
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /** Pre-skip and the trim at the end are Ogg's: here all is heard. */
  @ParameterizedTest
  @CsvSource({
    "opus, -c:a libopus -b:a 96k, mp4",
    "ogg, -c:a libvorbis -q:a 4, webm",
  })
  void packetsAreWhatTheyWere(String extension, String coding, String form, @TempDir Path own)
      throws Exception {
    Path file = encoded(own, extension, coding);
    byte[] formed = formed(container(extension), Files.readAllBytes(file));
    FloatBuffer heard = floats(samples(own, "formed." + form, formed));
    FloatBuffer whole = floats(Tools.ffmpegRaw(own, file));
    int length = Math.min(heard.remaining(), whole.remaining()) - 2 * 2_048;
    int shift = heard.remaining() - whole.remaining();
    assertThat(Math.abs(shift)).isLessThan(2 * 2_048);
    assertThat(greatestDifference(heard, whole, length)).isLessThan(1e-6f);
  }

  /** Decoders of the two containers may drop another number of samples at the start. */
  private static float greatestDifference(FloatBuffer one, FloatBuffer other, int length) {
    float least = Float.MAX_VALUE;
    for (int at = 0; at <= 2 * 2_048; at += 2) {
      least =
          Math.min(
              least,
              Math.min(
                  difference(one, at, other, 0, length), difference(one, 0, other, at, length)));
    }
    return least;
  }

  private static float difference(
      FloatBuffer one, int from, FloatBuffer other, int at, int length) {
    float most = 0;
    for (int i = 0; i + Math.max(from, at) < length && most < 1e-6f; i++) {
      most = Math.max(most, Math.abs(one.get(from + i) - other.get(at + i)));
    }
    return most;
  }

  @Test
  void mediaTypesSayWhatItIs() {
    assertThat(type(Codec.MPEG_LAYER_3, 2)).contains("audio/mpeg");
    assertThat(type(Codec.AAC, 2)).contains("audio/aac");
    assertThat(type(Codec.OPUS, 2)).contains("audio/mp4; codecs=\"opus\"");
    assertThat(type(Codec.VORBIS, 2)).contains("audio/webm; codecs=\"vorbis\"");
    assertThat(type(Codec.PCM, 8)).contains("audio/mp4; codecs=\"flac\"");
    assertThat(type(Codec.PCM, 18)).as("FLAC has 8 channels at most").isEmpty();
    TrackHeader mp3 =
        new TrackHeader(
            new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(44_100), 2),
            StreamElement.Setup.NONE);
    assertThat(MediaSourceForm.isPlain(Codec.MPEG_LAYER_3)).isTrue();
    assertThatThrownBy(() -> MediaSourceForm.muxer(mp3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<String> type(Codec codec, int channels) {
    return MediaSourceForm.mediaType(new AudioFormat(codec, new SampleRate(48_000), channels));
  }
}
