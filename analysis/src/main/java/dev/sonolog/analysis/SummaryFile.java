package dev.sonolog.analysis;

import dev.sonolog.jobs.SummaryFields;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A summary as bytes, all numbers big-endian: a head, what it was made with, the summary, a CRC-32C
 * of all.
 *
 * @param content what the segment held when it was measured, as {@link LevelStore} calls it
 * @param settings what silence was
 * @param summary what was measured
 */
record SummaryFile(String content, SummarySettings settings, SoundSummary summary) {
  private static final int MAGIC = 0x534E_5355; // "SNSU"
  private static final int VERSION = 1;

  /** Above all that is ever written. */
  private static final int MOST_BYTES = 1 << 20;

  void write(OutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream numbers = new DataOutputStream(bytes);
    numbers.writeInt(MAGIC);
    numbers.writeInt(VERSION);
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    numbers.writeInt(text.length);
    numbers.write(text);
    SummaryFields.put(numbers, settings);
    SummaryFields.put(numbers, summary);
    numbers.writeInt(crc(bytes.toByteArray(), bytes.size()));
    bytes.writeTo(out);
  }

  /**
   * Reads one.
   *
   * @throws IOException if it cannot be read, or is not what was written
   */
  static SummaryFile read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES);
    ByteBuffer numbers = ByteBuffer.wrap(bytes);
    try {
      int end = bytes.length - Integer.BYTES;
      require(numbers.getInt() == MAGIC && numbers.getInt() == VERSION, "another version");
      require(numbers.getInt(end) == crc(bytes, end), "the CRC is wrong");
      SummaryFile read =
          new SummaryFile(
              text(numbers), SummaryFields.settings(numbers), SummaryFields.summary(numbers));
      require(numbers.position() == end, "it does not end where it should");
      return read;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("A summary is not as it was written", e);
    }
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a text of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException("A summary is not as it was written: " + otherwise);
    }
  }
}
