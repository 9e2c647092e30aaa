package dev.sonolog.worker;

import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings frames into the packed form of the first one by libswresample: planes are interleaved, and
 * where a file changes its format on the way, what follows is converted, as FFmpeg's own program
 * does. Owned by one thread.
 */
final class Converter implements AutoCloseable {
  /** What a change of rate may hold back or give more, in frames. */
  private static final int ROOM = 1_024;

  private final Shape target;
  private final AVChannelLayout layout = new AVChannelLayout();
  private @Nullable Shape source;
  private @Nullable SwrContext context;
  private BytePointer buffer = new BytePointer();
  private int capacity;

  /**
   * Packed samples.
   *
   * @param samples valid until the next conversion
   */
  record Converted(BytePointer samples, int frames) {}

  /**
   * @param first has the channels that all others get
   */
  Converter(AVFrame first, Shape target) throws AvException {
    this.target = target;
    AvException.check(
        "Its channels cannot be arranged",
        avutil.av_channel_layout_copy(layout, first.ch_layout()));
  }

  Converted convert(AVFrame frame) throws AvException {
    Shape shape = Shape.of(frame);
    if (!shape.equals(source)) {
      open(frame, shape);
    }
    return convert(frame.extended_data(), frame.nb_samples());
  }

  /** What is left in it behind the last frame. */
  Converted rest() throws AvException {
    return context == null ? new Converted(buffer, 0) : convert(null, 0);
  }

  private Converted convert(@Nullable PointerPointer<?> data, int count) throws AvException {
    int most = AvException.check("Its samples", swresample.swr_get_out_samples(context, count));
    makeRoom(most + ROOM);
    try (PointerPointer<BytePointer> out = new PointerPointer<>(1)) {
      out.put(0, buffer);
      return new Converted(
          buffer,
          AvException.check(
              "Its samples cannot be converted",
              swresample.swr_convert(context, out, capacity, data, count)));
    }
  }

  private void makeRoom(int frames) {
    if (capacity < frames) {
      buffer.close();
      capacity = frames;
      buffer = new BytePointer((long) frames * target.channels() * target.measured().length());
    }
  }

  private void open(AVFrame frame, Shape shape) throws AvException {
    SwrContext opened = new SwrContext(null);
    closeContext();
    AvException.check(
        "Its format cannot be converted",
        swresample.swr_alloc_set_opts2(
            opened,
            layout,
            target.packed(),
            target.rate(),
            frame.ch_layout(),
            shape.format(),
            shape.rate(),
            0,
            null));
    context = opened;
    AvException.check("Its format cannot be converted", swresample.swr_init(opened));
    source = shape;
  }

  private void closeContext() {
    if (context != null) {
      swresample.swr_free(context);
      context = null;
      source = null;
    }
  }

  @Override
  public void close() {
    closeContext();
    buffer.close();
    avutil.av_channel_layout_uninit(layout);
  }
}
