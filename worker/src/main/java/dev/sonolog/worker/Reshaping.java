package dev.sonolog.worker;

import dev.sonolog.measure.LevelMeter;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings samples of any shape into the one that an encoder takes, by libswresample: without
 * dithering, and untouched where the shapes differ in nothing but the order of their bytes. So many
 * come out as the same time holds at the other rate, to the nearest sample. Owned by one thread.
 */
final class Reshaping implements AutoCloseable {
  /** Samples of silence that are given at a time. */
  private static final int SILENT = 4_096;

  /** What a change of rate may give more, in samples. */
  private static final int ROOM = 1_024;

  private final TargetShape target;
  private final AVChannelLayout layout;
  private final CodedFile file;
  private final PointerPointer<BytePointer> output;
  private final PointerPointer<BytePointer> input;
  private BytePointer[] planes = new BytePointer[0];
  private int capacity;
  private @Nullable Shape source;
  private @Nullable SwrContext context;

  /** What went into the context that is open, and what came out. */
  private long given;

  private long taken;

  /**
   * @param layout of the target's channels; its owner frees it
   */
  Reshaping(TargetShape target, AVChannelLayout layout, CodedFile file) {
    this.target = target;
    this.layout = layout;
    this.file = file;
    this.output = new PointerPointer<>(target.channels());
    this.input = new PointerPointer<>(LevelMeter.MAX_CHANNELS);
  }

  /** Makes ready for samples of the shape of a frame; it is not added by this. */
  void begin(AVFrame frame) throws AvException {
    Shape shape = Shape.of(frame);
    if (!shape.equals(source)) {
      drain();
      open(frame, shape);
    }
  }

  /** The rate of what it is given now. */
  int rate() {
    return source == null ? target.rate() : source.rate();
  }

  /** Adds some of a frame's samples. */
  void add(AVFrame frame, int first, int last) throws AvException {
    begin(frame);
    Shape shape = Shape.of(frame);
    int each = avutil.av_get_bytes_per_sample(shape.format());
    boolean planar = avutil.av_sample_fmt_is_planar(shape.format()) != 0;
    int stride = planar ? each : each * shape.channels();
    for (int plane = 0; plane < (planar ? shape.channels() : 1); plane++) {
      input.put(plane, frame.extended_data(plane).getPointer((long) first * stride));
    }
    convert(input, last - first);
  }

  /** Adds silence, in the shape of the samples before; there were some. */
  void addSilence(long count) throws AvException {
    Shape shape = source;
    if (shape == null) {
      throw new IllegalStateException("Silence before any samples");
    }
    try (BytePointer zeros = silence(shape)) {
      boolean planar = avutil.av_sample_fmt_is_planar(shape.format()) != 0;
      for (int plane = 0; plane < (planar ? shape.channels() : 1); plane++) {
        input.put(plane, zeros);
      }
      for (long left = count; left > 0; left -= SILENT) {
        convert(input, (int) Math.min(left, SILENT));
      }
    }
  }

  private static BytePointer silence(Shape shape) {
    int each = avutil.av_get_bytes_per_sample(shape.format());
    long length = (long) each * shape.channels() * SILENT;
    boolean unsigned =
        shape.format() == avutil.AV_SAMPLE_FMT_U8 || shape.format() == avutil.AV_SAMPLE_FMT_U8P;
    return new BytePointer(length).fill(unsigned ? 0x80 : 0);
  }

  private void convert(@Nullable PointerPointer<?> data, int count) throws AvException {
    SwrContext swr = context;
    if (swr == null) {
      return;
    }
    given += count;
    makeRoom(AvException.check("Its samples", swresample.swr_get_out_samples(swr, count)) + ROOM);
    write(
        AvException.check(
            "Its samples cannot be converted",
            swresample.swr_convert(swr, output, capacity, data, count)));
  }

  private void write(int count) throws AvException {
    if (count > 0) {
      taken += count;
      file.add(output, count);
    }
  }

  private void makeRoom(int samples) {
    if (capacity >= samples) {
      return;
    }
    free();
    capacity = samples;
    int each = avutil.av_get_bytes_per_sample(target.format());
    boolean planar = avutil.av_sample_fmt_is_planar(target.format()) != 0;
    planes = new BytePointer[planar ? target.channels() : 1];
    for (int plane = 0; plane < planes.length; plane++) {
      planes[plane] = new BytePointer((long) samples * each * (planar ? 1 : target.channels()));
      output.put(plane, planes[plane]);
    }
  }

  private void free() {
    for (BytePointer plane : planes) {
      plane.close();
    }
    planes = new BytePointer[0];
  }

  private void open(AVFrame frame, Shape shape) throws AvException {
    SwrContext opened = new SwrContext(null);
    boolean named =
        frame.ch_layout().order() != avutil.AV_CHANNEL_ORDER_UNSPEC
            || shape.channels() != target.channels();
    AvException.check(
        "Its format cannot be converted",
        swresample.swr_alloc_set_opts2(
            opened,
            layout,
            target.format(),
            target.rate(),
            named ? frame.ch_layout() : layout,
            shape.format(),
            shape.rate(),
            0,
            null));
    context = opened;
    AvException.check("Its format cannot be converted", swresample.swr_init(opened));
    source = shape;
    given = 0;
    taken = 0;
  }

  /** Takes out what a change of rate holds back, and no more than the time that was given. */
  void drain() throws AvException {
    SwrContext swr = context;
    Shape shape = source;
    if (swr == null || shape == null) {
      return;
    }
    if (shape.rate() != target.rate()) {
      long all = avutil.av_rescale(given, target.rate(), shape.rate());
      makeRoom(AvException.check("Its samples", swresample.swr_get_out_samples(swr, 0)) + ROOM);
      int rest =
          AvException.check(
              "Its samples cannot be converted",
              swresample.swr_convert(swr, output, capacity, null, 0));
      write((int) Math.min(rest, all - taken));
    }
    swresample.swr_free(swr);
    context = null;
    source = null;
  }

  @Override
  public void close() {
    if (context != null) {
      swresample.swr_free(context);
      context = null;
    }
    free();
    output.close();
    input.close();
  }
}
