package dev.sonolog.analysis;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.jobs.SpectrogramFields;
import dev.sonolog.measure.SpectrogramSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A spectrogram as bytes, all numbers big-endian: a head that says of what it is, the cells
 * deflated, a CRC-32C of both.
 *
 * @param content what the segment held, as {@link LevelStore#content} calls it
 * @param from the first sample
 * @param to the one behind the last
 */
record SpectrogramFile(String content, long from, long to, SpectrogramData data) {
  private static final int MAGIC = 0x534E4C47; // "SNLG"
  private static final int VERSION = 1;

  /** The head, and cells that cannot be made smaller. */
  private static final int LONGEST =
      SpectrogramSettings.MAX_COLUMNS * SpectrogramSettings.MAX_ROWS + (1 << 17);

  void write(OutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(bytes);
    head.writeInt(MAGIC);
    head.writeInt(VERSION);
    head.writeUTF(content);
    head.writeLong(from);
    head.writeLong(to);
    head.writeInt(data.rate().hertz());
    SpectrogramFields.put(head, data.settings());
    try (DeflaterOutputStream cells = new DeflaterOutputStream(bytes)) {
      cells.write(data.cells());
    }
    head.writeInt(crc(bytes.toByteArray(), bytes.size()));
    bytes.writeTo(out);
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * Reads one.
   *
   * @throws IOException if it cannot be read, or is not what was written
   */
  static SpectrogramFile read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LONGEST);
    int length = bytes.length - Integer.BYTES;
    require(length > 0 && ByteBuffer.wrap(bytes).getInt(length) == crc(bytes, length), "its CRC");
    InputStream checked = new ByteArrayInputStream(bytes, 0, length);
    DataInputStream head = new DataInputStream(checked);
    require(head.readInt() == MAGIC && head.readInt() == VERSION, "another version");
    String content = head.readUTF();
    long from = head.readLong();
    long to = head.readLong();
    SampleRate rate = new SampleRate(head.readInt());
    SpectrogramSettings settings =
        SpectrogramFields.settings(ByteBuffer.wrap(head.readNBytes(SpectrogramFields.LENGTH)));
    try (InflaterInputStream packed = new InflaterInputStream(checked)) {
      byte[] cells = packed.readNBytes(settings.cells());
      return new SpectrogramFile(content, from, to, new SpectrogramData(rate, settings, cells));
    }
  }

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException("A spectrogram is not as it was written: " + otherwise);
    }
  }
}
