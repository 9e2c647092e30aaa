package dev.sonolog.jobs;

import dev.sonolog.formats.wav.WavSamples;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads the samples of a WAV file piece by piece, on the caller's thread. */
public final class WavPieces {
  /** What is read at once, in bytes: it stays in the cache while it is measured. */
  private static final int PIECE = 256 << 10;

  private static final int PIECES_PER_PROGRESS = 64;

  private WavPieces() {}

  /** Takes a piece. */
  public interface Taker {
    /**
     * Takes whole frames.
     *
     * @param bytes are the taker's during the call
     * @param length how many of them
     */
    void take(byte[] bytes, int length);
  }

  /**
   * Some of the frames of a file.
   *
   * @param from the first
   * @param to the one behind the last; all of them are there
   */
  public record Stretch(long from, long to) {}

  /**
   * Gives all frames to the taker, in their order.
   *
   * @param file stands anywhere afterwards
   * @param samples of the file
   * @param progress is told now and then; an exception of it ends the reading
   * @throws EOFException if the file became shorter
   * @throws IOException if it cannot be read
   */
  public static void read(
      FileChannel file,
      WavSamples samples,
      Taker taker,
      Consumer<? super Message.Progress> progress)
      throws IOException {
    read(file, samples, new Stretch(0, samples.frames()), taker, progress);
  }

  /** Gives some frames to the taker; see {@link #read}. */
  public static void read(
      FileChannel file,
      WavSamples samples,
      Stretch stretch,
      Taker taker,
      Consumer<? super Message.Progress> progress)
      throws IOException {
    int stride = samples.channels() * samples.format().length();
    file.position(samples.start() + stretch.from() * stride);
    long frames = stretch.to() - stretch.from();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE / stride * stride);
    byte[] bytes = new byte[piece.capacity()];
    long left = frames * stride;
    for (int pieces = 1; left > 0; pieces++) {
      int length = (int) Math.min(left, bytes.length);
      fill(file, piece.clear().limit(length));
      piece.flip().get(bytes, 0, length);
      taker.take(bytes, length);
      left -= length;
      if (pieces % PIECES_PER_PROGRESS == 0) {
        long done = frames - left / stride;
        progress.accept(new Message.Progress(done, OptionalLong.of(frames)));
      }
    }
  }

  private static void fill(FileChannel file, ByteBuffer piece) throws IOException {
    while (piece.hasRemaining()) {
      if (file.read(piece) < 0) {
        throw new EOFException("The file became shorter while it was read");
      }
    }
  }
}
