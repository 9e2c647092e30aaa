package dev.sonolog.worker;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of a stretch together into long ones: to keep hundreds of short ones takes memory
 * from the allocator each time, which costs a fifth of decoding MP3. Owned by one thread.
 */
final class LongFrames {
  /** Samples per channel. */
  private static final int CAPACITY = 1 << 15;

  /** Long frames that nobody uses any more; any thread. */
  static final class Pool implements AutoCloseable {
    private final Queue<AVFrame> unused = new ConcurrentLinkedQueue<>();

    private AVFrame take(AVFrame like) {
      AVFrame frame = unused.poll();
      while (frame != null && !Shape.of(frame).equals(Shape.of(like))) {
        avutil.av_frame_free(frame);
        frame = unused.poll();
      }
      return frame == null ? made(like) : frame;
    }

    /** Takes back a frame of {@link LongFrames}. */
    void release(AVFrame frame) {
      frame.nb_samples(0);
      unused.add(frame);
    }

    @Override
    public void close() {
      unused.forEach(avutil::av_frame_free);
      unused.clear();
    }
  }

  private final Pool pool;
  private final Consumer<AVFrame> full;
  private @Nullable AVFrame current;

  /**
   * @param full takes each long frame, to be released to the pool
   */
  LongFrames(Pool pool, Consumer<AVFrame> full) {
    this.pool = pool;
    this.full = full;
  }

  private static AVFrame made(AVFrame like) {
    AVFrame frame = avutil.av_frame_alloc();
    frame.format(like.format());
    frame.sample_rate(like.sample_rate());
    frame.nb_samples(CAPACITY);
    boolean made =
        avutil.av_channel_layout_copy(frame.ch_layout(), like.ch_layout()) >= 0
            && avutil.av_frame_get_buffer(frame, 0) >= 0;
    if (!made) {
      avutil.av_frame_free(frame);
      throw new OutOfMemoryError("A frame cannot be kept");
    }
    frame.nb_samples(0);
    return frame;
  }

  /** Copies a frame's samples. */
  void add(AVFrame frame) {
    int from = 0;
    while (from < frame.nb_samples()) {
      AVFrame into = into(frame);
      int count = Math.min(frame.nb_samples() - from, CAPACITY - into.nb_samples());
      avutil.av_samples_copy(
          into.extended_data(),
          frame.extended_data(),
          into.nb_samples(),
          from,
          count,
          frame.ch_layout().nb_channels(),
          frame.format());
      into.nb_samples(into.nb_samples() + count);
      from += count;
    }
  }

  /** The frame that has room for samples of such a kind. */
  private AVFrame into(AVFrame frame) {
    AVFrame begun = current;
    if (begun != null && begun.nb_samples() < CAPACITY && Shape.of(begun).equals(Shape.of(frame))) {
      return begun;
    }
    finish();
    AVFrame next = pool.take(frame);
    current = next;
    return next;
  }

  /** Gives the last one. */
  void finish() {
    AVFrame last = current;
    if (last != null) {
      full.accept(last);
      current = null;
    }
  }
}
