package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Tools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WavMarksTest {
  private static final int HERTZ = 8_000;
  private static final int FRAMES = 3_333;

  /** Shorter than the shortest number that is written, in bytes. */
  private static final int KILL_STEP = 3;

  private static final List<WavMark> MARKS =
      List.of(
          new WavMark(100, 250, "section 1, 12.4 dB"),
          new WavMark(1_000, 0, "Köln"),
          new WavMark(3_000, 333, ""));

  @TempDir private Path folder = Path.of("");

  /** Files of several makers; samples of an odd length are followed by a byte, or by nothing. */
  enum Kind {
    OURS(SampleFormat.S16, 2),
    OURS_ODD(SampleFormat.S24, 1),
    OURS_FLOAT(SampleFormat.FLOAT, 3),
    OURS_RF64(SampleFormat.S24, 1),
    PLAIN(SampleFormat.S16, 1),
    PLAIN_ODD(SampleFormat.S24, 1),
    UNPADDED(SampleFormat.S24, 1),
    UNPADDED_AND_UNCOUNTED(SampleFormat.S24, 1),
    RF64(SampleFormat.S16, 2);

    private final SampleFormat format;
    private final int channels;

    Kind(SampleFormat format, int channels) {
      this.format = format;
      this.channels = channels;
    }

    byte[] pcm() {
      return Pcm.signal(format, HERTZ, channels, FRAMES, 5);
    }

    byte[] file() throws IOException {
      byte[] pcm = pcm();
      byte[] fmt = WaveBytes.chunk("fmt ", new WaveFormat(format, rate(), channels).bytes());
      return switch (this) {
        case OURS, OURS_ODD, OURS_FLOAT -> ours(SegmentHead.LIMIT);
        case OURS_RF64 -> ours(10_000);
        case PLAIN, PLAIN_ODD -> WaveBytes.riff(fmt, WaveBytes.chunk("data", pcm));
        case UNPADDED -> shortened(WaveBytes.riff(fmt, WaveBytes.chunk("data", pcm)));
        case UNPADDED_AND_UNCOUNTED ->
            WaveBytes.riff(fmt, WaveBytes.header("data", pcm.length), pcm);
        case RF64 -> {
          byte[] data = WaveBytes.joined(WaveBytes.header("data", -1), pcm);
          long form = 4L + 36 + fmt.length + data.length;
          byte[] lengths = WaveBytes.chunk("ds64", WaveBytes.ds64(form, pcm.length));
          yield WaveBytes.rf64(lengths, fmt, data);
        }
      };
    }

    private static SampleRate rate() {
      return new SampleRate(HERTZ);
    }

    private static byte[] shortened(byte[] file) {
      return Arrays.copyOf(file, file.length - 1);
    }

    private byte[] ours(long limit) throws IOException {
      StreamElement.TrackHeader header = Pcm.header(Codec.PCM, format, HERTZ, channels);
      MemoryFile file = new MemoryFile();
      SegmentMuxer muxer = new WavContainer(limit).muxer(header);
      muxer.begin(SampleTags.of(0), file);
      byte[] pcm = pcm();
      muxer.write(new PcmBlock(pcm, FRAMES, pcm.length));
      muxer.seal(SampleTags.of(0), List.of());
      return file.content();
    }
  }

  private static byte[] marked(byte[] file, List<WavMark> marks) throws IOException {
    MemoryFile marked = new MemoryFile(file);
    WavMarks.replace(marked, marks);
    return marked.content();
  }

  private static List<WavMark> read(byte[] file) {
    return MarkParser.of(file).marks().stream()
        .map(mark -> new WavMark(mark.frame(), mark.frames(), mark.text()))
        .toList();
  }

  private static byte[] samples(byte[] file, int length) {
    int start = MarkParser.of(file).samples();
    return Arrays.copyOfRange(file, start, start + length);
  }

  @ParameterizedTest
  @EnumSource
  void marksStandBehindTheSamplesOfEveryKindOfFile(Kind kind) throws Exception {
    byte[] marked = marked(kind.file(), MARKS);
    assertThat(read(marked)).isEqualTo(MARKS);
    assertThat(samples(marked, kind.pcm().length)).isEqualTo(kind.pcm());
    assertThat(new WavContainer().inspect(new MemoryFile(marked)).samples()).isEqualTo(FRAMES);
    Path file = Files.write(folder.resolve("marked.wav"), marked);
    Path plain = Files.write(folder.resolve("plain.wav"), kind.file());
    assertThat(Tools.ffmpeg(folder, file)).isEqualTo(Tools.ffmpeg(folder, plain));
    String chapters =
        new String(
            Tools.decode(folder, "ffprobe", "-v", "error", "-show_chapters", "-of", "csv", file),
            StandardCharsets.UTF_8);
    assertThat(chapters.lines().map(line -> line.replaceAll("^chapter,\\d+,1/8000,", "")))
        .containsExactly(
            "100,0.012500,1000,0.125000,\"section 1, 12.4 dB\"",
            "1000,0.125000,3000,0.375000,Köln",
            "3000,0.375000,3333,0.416625,");
    assertThat(sndfileInfo(file)).containsPattern("Frames {3,}: " + FRAMES);
    if (!kind.name().endsWith("RF64")) { // there it knows no marks
      assertThat(sndfileInfo(file))
          .contains("Count : 3")
          .containsPattern("Offset : +100\n")
          .containsPattern("Offset : +1000\n")
          .containsPattern("Offset : +3000\n");
    }
  }

  private String sndfileInfo(Path file) throws Exception {
    return Tools.run(folder, "sndfile-info", file);
  }

  @ParameterizedTest
  @EnumSource
  void markingAgainReplacesOurMarks(Kind kind) throws IOException {
    byte[] once = marked(kind.file(), MARKS);
    assertThat(marked(once, MARKS)).isEqualTo(once);
    List<WavMark> other = List.of(new WavMark(7, 8, "other"));
    assertThat(read(marked(once, other))).isEqualTo(other);
    assertThat(marked(marked(once, other), MARKS)).isEqualTo(once);
    byte[] none = marked(once, List.of());
    assertThat(read(none)).isEmpty();
    assertThat(MarkParser.of(none).names()).doesNotContain("cue ", "LIST adtl");
  }

  @ParameterizedTest
  @EnumSource
  void aKillInTheMiddleLeavesAFileThatPlaysAndCanBeMarked(Kind kind) throws IOException {
    byte[] begun = marked(kind.file(), List.of(new WavMark(1, 2, "from an earlier time")));
    for (byte[] before : List.of(kind.file(), begun)) {
      byte[] wanted = marked(before, MARKS);
      checkKills(kind, before, wanted, SegmentHead.LIMIT);
    }
  }

  /** Ends the program in front of each number of a head, and all over what is longer. */
  private static void checkKills(Kind kind, byte[] before, byte[] wanted, long limit)
      throws IOException {
    int samples = (int) WavSamples.find(new MemoryFile(before)).start();
    boolean killed = true;
    for (int bytes = 0; killed; bytes += KILL_STEP) {
      Dying file = new Dying(before, bytes);
      try {
        new WavMarks(file, limit).replace(MARKS);
        killed = false;
      } catch (KilledException _) {
        // its file stays behind
      }
      byte[] left = file.content();
      assertThat(new WavContainer().inspect(new MemoryFile(left)).samples())
          .as("killed at byte " + bytes)
          .isEqualTo(FRAMES);
      assertThat(Arrays.copyOfRange(left, samples, samples + kind.pcm().length))
          .isEqualTo(kind.pcm());
      MemoryFile again = new MemoryFile(left);
      new WavMarks(again, limit).replace(MARKS);
      assertThat(again.content()).as("killed at byte " + bytes).isEqualTo(wanted);
    }
  }

  // --- other programs' marks

  private static byte[] foreignMarks() {
    ByteBuffer cue = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    cue.putInt(1).putInt(9).putInt(77).put("data".getBytes(StandardCharsets.US_ASCII));
    cue.putLong(0).putInt(77);
    ByteBuffer labl = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
    labl.putInt(9).put("Take".getBytes(StandardCharsets.US_ASCII));
    byte[] list =
        WaveBytes.joined(
            "adtl".getBytes(StandardCharsets.US_ASCII), WaveBytes.chunk("labl", labl.array()));
    return WaveBytes.joined(WaveBytes.chunk("cue ", cue.array()), WaveBytes.chunk("LIST", list));
  }

  @Test
  void marksAndChunksOfOtherProgramsStay() throws IOException {
    byte[] fmt = WaveBytes.chunk("fmt ", new WaveFormat(SampleFormat.S24, Kind.rate(), 1).bytes());
    byte[] data = WaveBytes.chunk("data", Kind.PLAIN_ODD.pcm());
    byte[] info = WaveBytes.chunk("LIST", "INFOINAM    ab  ".getBytes(StandardCharsets.US_ASCII));
    byte[] marks = foreignMarks();
    List<WavMark> wanted = new ArrayList<>(List.of(new WavMark(77, 0, "Take")));
    wanted.addAll(MARKS);
    for (byte[] file :
        List.of(
            WaveBytes.riff(fmt, marks, info, data),
            WaveBytes.riff(fmt, data, marks, info),
            WaveBytes.riff(fmt, info, data, marks))) {
      byte[] once = marked(file, MARKS);
      assertThat(read(once)).isEqualTo(wanted);
      assertThat(MarkParser.of(once).names()).contains("LIST INFO").endsWith("cue ", "LIST adtl");
      assertThat(marked(once, MARKS)).isEqualTo(once);
      assertThat(read(marked(once, List.of()))).isEqualTo(wanted.subList(0, 1));
    }
  }

  // --- lengths

  @Test
  void whatGrowsBeyond32BitsBecomesRf64() throws Exception {
    byte[] before = Kind.OURS.file();
    long limit = before.length - 8L;
    MemoryFile file = new MemoryFile(before);
    new WavMarks(file, limit).replace(MARKS);
    assertThat(MarkParser.of(file.content()).names()).startsWith("ds64", "fmt ").contains("data");
    assertThat(read(file.content())).isEqualTo(MARKS);
    Path written = Files.write(folder.resolve("wide.wav"), file.content());
    assertThat(sndfileInfo(written)).contains("RF64").containsPattern("Frames {3,}: " + FRAMES);
    Path plain = Files.write(folder.resolve("plain.wav"), before);
    assertThat(Tools.ffmpeg(folder, written)).isEqualTo(Tools.ffmpeg(folder, plain));
    checkKills(Kind.OURS, before, file.content(), limit);
  }

  @Test
  void aHeadWithoutRoomForRf64IsRefused() throws IOException {
    byte[] before = Kind.PLAIN.file();
    MemoryFile file = new MemoryFile(before);
    assertThatThrownBy(() -> new WavMarks(file, before.length - 8).replace(MARKS))
        .hasMessageContaining("RF64");
    assertThat(file.content()).isEqualTo(before);
  }

  @Test
  void marksBehind32BitsOfFramesAreRefused() throws IOException {
    long frames = (1L << 32) + 1_000;
    byte[] fmt = WaveBytes.chunk("fmt ", new WaveFormat(SampleFormat.S16, Kind.rate(), 1).bytes());
    byte[] lengths =
        WaveBytes.chunk("ds64", WaveBytes.ds64(4 + 36 + 24 + 8 + 2 * frames, 2 * frames));
    Path path = folder.resolve("day.wav");
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      byte[] head = WaveBytes.rf64(lengths, fmt, WaveBytes.header("data", -1));
      file.write(ByteBuffer.wrap(head));
      file.write(ByteBuffer.wrap(new byte[2]), head.length + 2 * frames - 2);
      long size = file.size();
      assertThatThrownBy(
              () -> WavMarks.replace(file, List.of(new WavMark((1L << 32) - 10, 10, "last"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("32 bits");
      assertThat(file.size()).isEqualTo(size);
      WavMarks.replace(file, List.of(new WavMark((1L << 32) - 11, 10, "last")));
      ByteBuffer cue = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
      file.read(cue, size);
      assertThat(Integer.toUnsignedLong(cue.getInt(32))).isEqualTo((1L << 32) - 11);
    }
  }

  @Test
  void marksOutsideOfTheSamplesAreRefused() throws IOException {
    MemoryFile file = new MemoryFile(Kind.PLAIN.file());
    assertThatThrownBy(() -> WavMarks.replace(file, List.of(new WavMark(FRAMES, 1, ""))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3333 frames");
    assertThat(file.writes()).isZero();
  }

  // --- files that are not whole

  @Test
  void aFileThatDoesNotSayHowLongItIsIsRefused() throws IOException {
    byte[] open = Kind.PLAIN.file();
    Arrays.fill(open, 4, 8, (byte) 0xFF);
    assertThatThrownBy(() -> marked(open, MARKS))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("does not say how long");
    assertThatThrownBy(() -> marked(new byte[100], MARKS))
        .isInstanceOf(UnsupportedFormatException.class);
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefusedAndNotChanged() throws IOException {
    byte[] whole = Kind.PLAIN.file();
    for (int length = 0; length < whole.length; length++) {
      MemoryFile file = new MemoryFile(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> WavMarks.replace(file, MARKS))
          .as(length + " bytes")
          .isInstanceOf(IOException.class);
      assertThat(file.writes()).isZero();
    }
  }

  @Test
  void whatLiesBehindTheFormIsNotThrownAway() throws IOException {
    byte[] tagged =
        WaveBytes.joined(Kind.PLAIN.file(), "TAGnobody knows".getBytes(StandardCharsets.US_ASCII));
    MemoryFile file = new MemoryFile(tagged);
    assertThatThrownBy(() -> WavMarks.replace(file, MARKS)).hasMessageContaining("15 bytes");
    assertThat(file.writes()).isZero();
  }

  @Test
  void anyBytesAreMarkedOrRefused() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] whole = marked(Kind.RF64.file(), MARKS);
    for (int i = 0; i < 3_000; i++) {
      byte[] broken = whole.clone();
      for (int flips = 0; flips < 3; flips++) {
        boolean head = random.nextBoolean();
        int at = head ? random.nextInt(100) : whole.length - 1 - random.nextInt(250);
        broken[at] = (byte) random.nextInt();
      }
      try {
        marked(broken, MARKS);
      } catch (IOException _) {
        // refused
      }
    }
  }

  /** The program is ended. */
  private static final class KilledException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** A file whose writer is killed once it has written so many bytes. */
  private static final class Dying implements SeekableByteChannel {
    private final MemoryFile file;
    private int left;

    Dying(byte[] content, int left) {
      this.file = new MemoryFile(content);
      this.left = left;
    }

    byte[] content() {
      return file.content();
    }

    @Override
    public int read(ByteBuffer into) {
      return file.read(into);
    }

    /** A number of a head is written whole or not at all. */
    @Override
    public int write(ByteBuffer from) throws IOException {
      int length = from.remaining();
      boolean whole = length <= left;
      int taken = whole || length > 8 ? Math.min(length, left) : 0;
      file.write(from.slice(from.position(), taken));
      left -= whole ? taken : left;
      if (!whole) {
        throw new KilledException();
      }
      from.position(from.position() + length);
      return length;
    }

    @Override
    public long position() {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long to) {
      file.position(to);
      return this;
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      if (left == 0) {
        throw new KilledException();
      }
      file.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
