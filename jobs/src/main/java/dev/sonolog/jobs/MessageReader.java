package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.measure.LevelMeter;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the messages that a {@link MessageWriter} wrote. Trusts nothing: whatever the bytes are, it
 * gives messages that hold what they promise, or an {@link IOException}. Owned by whoever reads the
 * pipe; one thread.
 */
public final class MessageReader {
  /** The longest message without the four bytes of its length. */
  public static final int MAX_LENGTH = 1 << 20;

  /** "SNLG". */
  static final int MAGIC = 0x534E_4C47;

  /** Limits of texts, in bytes of UTF-8. */
  static final int LONGEST_PATH = 64 << 10;

  static final int LONGEST_REASON = 8 << 10;
  static final int LONGEST_NAME = 100;

  private final DataInputStream in;

  public MessageReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * The next message; empty where the pipe was closed between two.
   *
   * @throws EOFException if it was closed within one
   * @throws IOException if it could not be read, or the bytes are no message
   */
  public Optional<Message> next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length < 1 || length > MAX_LENGTH) {
      throw new IOException(
          "A message of "
              + Integer.toUnsignedString(length)
              + " bytes is outside 1.."
              + MAX_LENGTH);
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return Optional.of(parse(ByteBuffer.wrap(bytes)));
  }

  private static Message parse(ByteBuffer in) throws IOException {
    MessageKind kind = MessageKind.of(in.get());
    try {
      Message message = parse(kind, in);
      if (in.hasRemaining()) {
        throw malformed(kind, in.remaining() + " bytes too many");
      }
      return message;
    } catch (BufferUnderflowException e) {
      throw malformed(kind, "it ends too early");
    } catch (IllegalArgumentException e) {
      throw malformed(kind, String.valueOf(e.getMessage()));
    }
  }

  private static IOException malformed(MessageKind kind, String why) {
    return new IOException("A malformed message of the kind " + kind + ": " + why);
  }

  private static Message parse(MessageKind kind, ByteBuffer in) throws IOException {
    return switch (kind) {
      case HELLO -> hello(in);
      case MEASURE -> new Message.Measure(path(text(in, LONGEST_PATH)));
      case PROGRESS -> progress(in);
      case WINDOWS -> new Message.Windows(windows(in));
      case PEAKS -> new Message.Peaks(peaks(in));
      case MEASURED -> measured(in);
      case FAILED -> new Message.Failed(text(in, LONGEST_REASON));
      case TRANSCODE -> new Message.Transcode(TranscodeFields.order(in));
      case SUMMARISE ->
          new Message.Summarise(path(text(in, LONGEST_PATH)), SummaryFields.settings(in));
      case SUMMARISED -> new Message.Summarised(SummaryFields.summary(in));
      case TRANSCODED -> new Message.Done(TranscodeFields.result(in));
      case DRAW ->
          new Message.Draw(
              new SpectrogramOrder(TranscodeFields.passage(in), SpectrogramFields.settings(in)));
      case CELLS -> new Message.Cells(cells(in));
      case DRAWN -> new Message.Drawn(new SampleRate(in.getInt()));
    };
  }

  private static Message hello(ByteBuffer in) {
    if (in.getInt() != MAGIC) {
      throw new IllegalArgumentException("it does not begin with the word of these messages");
    }
    return new Message.Hello(in.getInt());
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("no path: " + e.getMessage(), e);
    }
  }

  private static Message progress(ByteBuffer in) {
    long frames = count(in.getLong());
    byte known = in.get();
    long expected = count(in.getLong());
    return new Message.Progress(
        frames, known == 0 ? OptionalLong.empty() : OptionalLong.of(expected));
  }

  static long count(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("a count of " + number);
    }
    return number;
  }

  private static double[] windows(ByteBuffer in) {
    double[] levels = new double[in.remaining() / Double.BYTES];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = in.getDouble();
      if (!(levels[i] >= 0)) {
        throw new IllegalArgumentException("a level of " + levels[i]);
      }
    }
    return levels;
  }

  private static short[] peaks(ByteBuffer in) {
    short[] values = new short[in.remaining() / Short.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.getShort();
    }
    return values;
  }

  private static byte[] cells(ByteBuffer in) {
    byte[] values = new byte[in.remaining()];
    in.get(values);
    return values;
  }

  private static Message measured(ByteBuffer in) throws IOException {
    String codec = text(in, LONGEST_NAME);
    SampleFormat format = format(text(in, LONGEST_NAME));
    int channels = channels(in.getInt());
    SampleRate rate = new SampleRate(in.getInt());
    return new Message.Measured(
        codec, format, channels, rate, count(in.getLong()), count(in.getLong()));
  }

  static int channels(int number) {
    if (number < 1 || number > LevelMeter.MAX_CHANNELS) {
      throw new IllegalArgumentException(number + " channels");
    }
    return number;
  }

  static SampleFormat format(String word) {
    for (SampleFormat format : SampleFormat.values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    throw new IllegalArgumentException("samples of an unknown format");
  }

  static String text(ByteBuffer in, int longest) {
    int length = in.getInt();
    if (length < 0 || length > longest || length > in.remaining()) {
      throw new IllegalArgumentException(
          "a text of " + Integer.toUnsignedString(length) + " bytes");
    }
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text that is no UTF-8", e);
    }
  }
}
