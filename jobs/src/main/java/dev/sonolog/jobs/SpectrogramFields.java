package dev.sonolog.jobs;

import dev.sonolog.measure.FrequencyScale;
import dev.sonolog.measure.SpectrogramSettings;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a spectrogram is to be, as bytes, all numbers big-endian; in messages, and in the files that
 * keep it. What is read is checked: an {@link IllegalArgumentException} says what is wrong, a
 * {@link java.nio.BufferUnderflowException} that it ends too early.
 */
public final class SpectrogramFields {
  /** How many bytes they take. */
  public static final int LENGTH = 2 * Integer.BYTES + 1 + 2 * Double.BYTES;

  private SpectrogramFields() {}

  /** Writes what it is to be. */
  public static void put(DataOutput out, SpectrogramSettings settings) throws IOException {
    out.writeInt(settings.columns());
    out.writeInt(settings.rows());
    out.writeByte(
        switch (settings.scale()) {
          case LINEAR -> 0;
          case LOGARITHMIC -> 1;
        });
    out.writeDouble(settings.floor());
    out.writeDouble(settings.ceiling());
  }

  /** Reads what it is to be. */
  public static SpectrogramSettings settings(ByteBuffer in) {
    int columns = in.getInt();
    int rows = in.getInt();
    byte scale = in.get();
    return new SpectrogramSettings(columns, rows, scale(scale), in.getDouble(), in.getDouble());
  }

  private static FrequencyScale scale(byte number) {
    return switch (number) {
      case 0 -> FrequencyScale.LINEAR;
      case 1 -> FrequencyScale.LOGARITHMIC;
      default -> throw new IllegalArgumentException("an unknown scale of frequencies");
    };
  }
}
