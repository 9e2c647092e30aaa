package dev.sonolog.analysis;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakLevel;
import dev.sonolog.measure.PeakPyramid;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Level data as bytes, all numbers big-endian: a head, the windows, a CRC-32C of both, the peaks, a
 * CRC-32C of all. The windows stand in front, so that sections are found without reading the rest.
 */
final class LevelFile {
  private static final int MAGIC = 0x534E4C56; // "SNLV"
  private static final int VERSION = 1;

  /** So many peaks are written at once. */
  private static final int PIECE = 1 << 16;

  /** A day in windows of the highest rate, in values. */
  private static final int MAX_WINDOWS = 1 << 24;

  /**
   * What stands in front.
   *
   * @param content what the segment held when it was measured, as {@link LevelStore} calls it
   * @param codec as {@link LevelData#codec}
   * @param windows as {@link LevelData#windows}; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // it passes, and is never compared
  record Windows(
      String content,
      String codec,
      SampleFormat format,
      int channels,
      SampleRate rate,
      long frames,
      long brokenPackets,
      double[] windows) {}

  private LevelFile() {}

  static void write(String content, LevelData data, OutputStream out) throws IOException {
    CRC32C crc = new CRC32C();
    DataOutputStream numbers = new DataOutputStream(new CheckedOutputStream(out, crc));
    numbers.writeInt(MAGIC);
    numbers.writeInt(VERSION);
    numbers.writeUTF(content);
    numbers.writeUTF(data.codec());
    numbers.writeUTF(data.format().word());
    numbers.writeInt(data.channels());
    numbers.writeInt(data.rate().hertz());
    numbers.writeLong(data.frames());
    numbers.writeLong(data.brokenPackets());
    numbers.writeInt(data.windows().length);
    ByteBuffer windows = ByteBuffer.allocate(data.windows().length * Double.BYTES);
    windows.asDoubleBuffer().put(data.windows());
    numbers.write(windows.array());
    numbers.writeInt((int) crc.getValue());
    short[] values = data.peaks().values();
    numbers.writeInt(values.length);
    ByteBuffer peaks = ByteBuffer.allocate(Math.min(values.length, PIECE) * Short.BYTES);
    for (int done = 0; done < values.length; done += PIECE) {
      int count = Math.min(PIECE, values.length - done);
      peaks.asShortBuffer().put(values, done, count);
      numbers.write(peaks.array(), 0, count * Short.BYTES);
    }
    numbers.writeInt((int) crc.getValue());
    numbers.flush();
  }

  /**
   * Reads what the segment held when it was measured, as {@link LevelStore} calls it; nothing else
   * is read or checked.
   *
   * @throws IOException if it cannot be read, or is of another version
   */
  static String readContent(InputStream in) throws IOException {
    return content(new DataInputStream(in));
  }

  private static String content(DataInputStream numbers) throws IOException {
    require(numbers.readInt() == MAGIC && numbers.readInt() == VERSION, "another version");
    return numbers.readUTF();
  }

  /**
   * Reads what stands in front of the peaks.
   *
   * @throws IOException if it cannot be read, or is not what was written
   */
  static Windows readWindows(InputStream in) throws IOException {
    return windows(new Checked(in));
  }

  /**
   * Reads all.
   *
   * @throws IOException if it cannot be read, or is not what was written
   */
  static LevelData read(InputStream in) throws IOException {
    Checked checked = new Checked(in);
    Windows front = windows(checked);
    int length = checked.count(LevelData.MAX_PEAK_VALUES);
    short[] values = new short[length];
    ByteBuffer.wrap(checked.bytes(length * Short.BYTES)).asShortBuffer().get(values);
    checked.requireCrc();
    return new LevelData(
        front.codec(),
        front.format(),
        front.channels(),
        front.rate(),
        front.frames(),
        front.brokenPackets(),
        front.windows(),
        new PeakLevel(front.channels(), PeakPyramid.BUCKET, values));
  }

  private static Windows windows(Checked in) throws IOException {
    String content = content(in.numbers);
    String codec = in.numbers.readUTF();
    SampleFormat format = format(in.numbers.readUTF());
    int channels = in.numbers.readInt();
    int hertz = in.numbers.readInt();
    long frames = in.numbers.readLong();
    long broken = in.numbers.readLong();
    int length = in.count(MAX_WINDOWS);
    double[] windows = new double[length];
    ByteBuffer.wrap(in.bytes(length * Double.BYTES)).asDoubleBuffer().get(windows);
    in.requireCrc();
    return new Windows(
        content, codec, format, channels, new SampleRate(hertz), frames, broken, windows);
  }

  private static SampleFormat format(String word) throws IOException {
    for (SampleFormat format : SampleFormat.values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    throw new IOException("Level data of unknown samples: " + word);
  }

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException("Level data are not as they were written: " + otherwise);
    }
  }

  /** Counts the CRC of what is read. */
  private static final class Checked {
    private final CRC32C crc = new CRC32C();
    private final DataInputStream numbers;

    Checked(InputStream in) {
      this.numbers = new DataInputStream(new CheckedInputStream(in, crc));
    }

    int count(int most) throws IOException {
      int count = numbers.readInt();
      require(count >= 0 && count <= most, count + " values");
      return count;
    }

    byte[] bytes(int length) throws IOException {
      byte[] bytes = numbers.readNBytes(length);
      require(bytes.length == length, "they are cut off");
      return bytes;
    }

    void requireCrc() throws IOException {
      int computed = (int) crc.getValue();
      require(numbers.readInt() == computed, "the CRC is wrong");
    }
  }
}
