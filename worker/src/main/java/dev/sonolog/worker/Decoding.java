package dev.sonolog.worker;

import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes a file from its first packet to its last. Owned by one thread. */
sealed interface Decoding extends AutoCloseable permits StraightDecoding, StretchDecoding {
  /** How many threads share the work. */
  int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

  /** What suits a file. */
  static Decoding of(AudioFile file) throws AvException {
    Optional<PacketMemory> memory = PacketMemory.of(file);
    return THREADS > 1 && memory.isPresent()
        ? new StretchDecoding(file, memory.get())
        : new StraightDecoding(file);
  }

  /** Takes frames, in order. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes a frame, which is valid until this returns.
     *
     * @throws AvException if it is none that can be taken; the work ends
     */
    void take(AVFrame frame) throws AvException;
  }

  /**
   * Decodes all there is.
   *
   * @param passed is told how many packets were done since it was told before
   * @throws AvException if the frames are none that can be taken
   */
  void decode(Taker taker, Consumer<Integer> passed) throws AvException;

  /** How many packets could not be decoded. */
  long broken();

  /** Why nothing came out. */
  AvException nothing();

  /** How many bits of each sample the stream says it has; 0 where it does not. */
  int rawBits();

  @Override
  void close();
}
