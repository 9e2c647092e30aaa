package dev.sonolog.jobs;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes messages: four bytes that say how long the rest is, most significant first; one byte that
 * says the kind; its fields as {@link java.io.DataOutput} writes them. Owned by whoever writes to
 * the pipe; one thread. Each message is handed over and flushed as a whole.
 */
public final class MessageWriter {
  /** Texts are cut there, in characters. */
  private static final int LONGEST_TEXT = 2_000;

  private final OutputStream out;

  public MessageWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes one message. */
  public void write(Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(bytes);
    fields.writeInt(0);
    put(fields, message);
    byte[] all = bytes.toByteArray();
    int length = all.length - Integer.BYTES;
    if (length > MessageReader.MAX_LENGTH) {
      throw new IllegalArgumentException("A message of " + length + " bytes is too long");
    }
    for (int i = 0; i < Integer.BYTES; i++) {
      all[i] = (byte) (length >> (24 - 8 * i));
    }
    out.write(all);
    out.flush();
  }

  /** Writes all that was measured, in parts. */
  public void write(LevelData data) throws IOException {
    double[] windows = data.windows();
    for (int at = 0; at < windows.length; at += Message.MAX_PART) {
      int end = Math.min(windows.length, at + Message.MAX_PART);
      write(new Message.Windows(Arrays.copyOfRange(windows, at, end)));
    }
    short[] values = data.peaks().values();
    for (int at = 0; at < values.length; at += Message.MAX_PART) {
      int end = Math.min(values.length, at + Message.MAX_PART);
      write(new Message.Peaks(Arrays.copyOfRange(values, at, end)));
    }
    write(
        new Message.Measured(
            data.codec(),
            data.format(),
            data.channels(),
            data.rate(),
            data.frames(),
            data.brokenPackets()));
  }

  /** Writes a spectrogram, in parts. */
  public void write(SpectrogramData data) throws IOException {
    byte[] cells = data.cells();
    for (int at = 0; at < cells.length; at += Message.MAX_PART) {
      int end = Math.min(cells.length, at + Message.MAX_PART);
      write(new Message.Cells(Arrays.copyOfRange(cells, at, end)));
    }
    write(new Message.Drawn(data.rate()));
  }

  private static void put(DataOutputStream out, Message message) throws IOException {
    switch (message) {
      case Message.Hello hello -> {
        out.writeByte(MessageKind.HELLO.code());
        out.writeInt(MessageReader.MAGIC);
        out.writeInt(hello.version());
      }
      case Message.Measure measure -> {
        out.writeByte(MessageKind.MEASURE.code());
        putText(out, measure.file().toString(), MessageReader.LONGEST_PATH);
      }
      case Message.Progress progress -> {
        out.writeByte(MessageKind.PROGRESS.code());
        out.writeLong(progress.frames());
        out.writeBoolean(progress.expected().isPresent());
        out.writeLong(progress.expected().orElse(0));
      }
      case Message.Windows windows -> {
        out.writeByte(MessageKind.WINDOWS.code());
        for (double level : windows.levels()) {
          out.writeDouble(level);
        }
      }
      case Message.Peaks peaks -> {
        out.writeByte(MessageKind.PEAKS.code());
        for (short value : peaks.values()) {
          out.writeShort(value);
        }
      }
      case Message.Measured measured -> putMeasured(out, measured);
      case Message.Summarise summarise -> {
        out.writeByte(MessageKind.SUMMARISE.code());
        putText(out, summarise.file().toString(), MessageReader.LONGEST_PATH);
        SummaryFields.put(out, summarise.settings());
      }
      case Message.Summarised summarised -> {
        out.writeByte(MessageKind.SUMMARISED.code());
        SummaryFields.put(out, summarised.summary());
      }
      case Message.Transcode transcode -> {
        out.writeByte(MessageKind.TRANSCODE.code());
        TranscodeFields.put(out, transcode.order());
      }
      case Message.Draw draw -> {
        out.writeByte(MessageKind.DRAW.code());
        TranscodeFields.putPassage(out, draw.order().part());
        SpectrogramFields.put(out, draw.order().settings());
      }
      case Message.Cells cells -> {
        out.writeByte(MessageKind.CELLS.code());
        out.write(cells.values());
      }
      case Message.Drawn drawn -> {
        out.writeByte(MessageKind.DRAWN.code());
        out.writeInt(drawn.rate().hertz());
      }
      case Message.Done done -> {
        out.writeByte(MessageKind.TRANSCODED.code());
        TranscodeFields.put(out, done.result());
      }
      case Message.Failed failed -> {
        out.writeByte(MessageKind.FAILED.code());
        putText(out, shortened(failed.reason()), MessageReader.LONGEST_REASON);
      }
    }
  }

  private static void putMeasured(DataOutputStream out, Message.Measured measured)
      throws IOException {
    out.writeByte(MessageKind.MEASURED.code());
    putText(out, measured.codec(), MessageReader.LONGEST_NAME);
    putText(out, measured.format().word(), MessageReader.LONGEST_NAME);
    out.writeInt(measured.channels());
    out.writeInt(measured.rate().hertz());
    out.writeLong(measured.frames());
    out.writeLong(measured.brokenPackets());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
  }

  static void putText(DataOutputStream out, String text, int longest) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > longest) {
      throw new IllegalArgumentException(
          "A text of " + bytes.length + " bytes is longer than " + longest);
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
