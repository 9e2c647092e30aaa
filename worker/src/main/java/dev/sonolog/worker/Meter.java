package dev.sonolog.worker;

import java.util.OptionalInt;

/**
 * What becomes of the samples of a file, all of one format. Owned by one thread.
 *
 * @param <T> what is known at the end
 */
interface Meter<T> {
  /** Adds whole frames, the channels of each in turn. */
  void add(byte[] packed, int length);

  /** Adds floating-point numbers that lie channel by channel. */
  void add(float[][] planes, int count);

  /** Whether more frames would be of no use: the rest of the file is not decoded then. */
  default boolean isComplete() {
    return false;
  }

  /**
   * The frames of a grain: by whole ones a file can be measured in parts, each by a meter of its
   * own. Empty where what is measured of a frame depends on all before it.
   */
  default OptionalInt grain() {
    return OptionalInt.empty();
  }

  /**
   * Takes over what another meter of the same kind measured of the grains that follow.
   *
   * @param next which measures nothing more
   * @throws IllegalStateException if it has no grains, or the last is not full
   */
  default void append(Meter<T> next) {
    throw new IllegalStateException("What depends on all before it cannot be put together");
  }

  /** How many frames were added. */
  long frames();

  /**
   * What was measured of all of them; asked once.
   *
   * @throws AvException if that is nothing
   */
  T result(Facts facts) throws AvException;

  /**
   * What only the decoder knows.
   *
   * @param codec by FFmpeg's name
   * @param rawBits as {@link FrameDecoder#rawBits}
   * @param broken packets that could not be decoded
   */
  record Facts(String codec, int rawBits, long broken) {}

  /**
   * Makes a meter when the first frame tells what the samples are.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  interface Maker<T> {
    /**
     * Makes one.
     *
     * @throws AvException if such samples cannot be measured
     */
    Meter<T> make(Shape shape) throws AvException;
  }
}
