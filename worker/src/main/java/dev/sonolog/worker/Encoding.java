package dev.sonolog.worker;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An encoder of libavcodec: samples in, packets out, in frames of the size that it wants. Owned by
 * one thread.
 */
final class Encoding implements AutoCloseable {
  /** Frames of encoders that take any. */
  private static final int ANY = 4_096;

  /** Takes packets, in order. */
  @FunctionalInterface
  interface Taker {
    /** Takes a packet, which is valid until this returns. */
    void take(AVPacket packet) throws AvException;
  }

  private final AVCodecContext context;
  private final AVAudioFifo waiting;
  private final AVFrame frame = avutil.av_frame_alloc();
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final int size;
  private long frames;

  /**
   * @throws AvException if there is no such encoder, or it does not take this
   */
  Encoding(TargetShape target, AVChannelLayout layout) throws AvException {
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(target.encoder());
    if (codec == null) {
      throw new AvException(
          "This build of FFmpeg has no encoder "
              + target.encoder()
              + " for "
              + target.kind().word());
    }
    context = avcodec.avcodec_alloc_context3(codec);
    try {
      open(codec, target, layout);
      size = context.frame_size() > 0 ? context.frame_size() : ANY;
      waiting = avutil.av_audio_fifo_alloc(target.format(), target.channels(), 2 * size);
      prepareFrame();
    } catch (AvException e) {
      avcodec.avcodec_free_context(context);
      avutil.av_frame_free(frame);
      avcodec.av_packet_free(packet);
      throw e;
    }
  }

  private void open(AVCodec codec, TargetShape target, AVChannelLayout layout) throws AvException {
    context.sample_fmt(target.format());
    context.sample_rate(target.rate());
    target.bitrate().ifPresent(context::bit_rate);
    target.samples().ifPresent(samples -> context.bits_per_raw_sample(samples.bits()));
    try (AVRational base = new AVRational()) {
      context.time_base(base.num(1).den(target.rate()));
    }
    context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    AvException.check(
        "Its channels cannot be arranged",
        avutil.av_channel_layout_copy(context.ch_layout(), layout));
    AvException.check(
        "The encoder %s takes no %d Hz with %d channels"
            .formatted(target.encoder(), target.rate(), target.channels()),
        avcodec.avcodec_open2(context, codec, (AVDictionary) null));
  }

  private void prepareFrame() throws AvException {
    frame.format(context.sample_fmt());
    frame.sample_rate(context.sample_rate());
    frame.nb_samples(size);
    AvException.check(
        "Its channels cannot be arranged",
        avutil.av_channel_layout_copy(frame.ch_layout(), context.ch_layout()));
    AvException.check("A frame", avutil.av_frame_get_buffer(frame, 0));
  }

  AVCodecContext context() {
    return context;
  }

  /** How many samples per channel it took. */
  long frames() {
    return frames + avutil.av_audio_fifo_size(waiting);
  }

  /**
   * Takes samples.
   *
   * @param planes in the encoder's format
   */
  void add(PointerPointer<?> planes, int count, Taker taker) throws AvException {
    AvException.check("Samples cannot be kept", avutil.av_audio_fifo_write(waiting, planes, count));
    while (avutil.av_audio_fifo_size(waiting) >= size) {
      encode(size, taker);
    }
  }

  /** Encodes all that is left. */
  void finish(Taker taker) throws AvException {
    int left = avutil.av_audio_fifo_size(waiting);
    if (left > 0) {
      encode(left, taker);
    }
    AvException.check("The end cannot be coded", avcodec.avcodec_send_frame(context, null));
    drain(taker);
  }

  private void encode(int count, Taker taker) throws AvException {
    AvException.check("A frame", avutil.av_frame_make_writable(frame));
    frame.nb_samples(count);
    AvException.check("Samples", avutil.av_audio_fifo_read(waiting, frame.extended_data(), count));
    frame.pts(frames);
    frames += count;
    AvException.check("Samples cannot be coded", avcodec.avcodec_send_frame(context, frame));
    drain(taker);
  }

  private void drain(Taker taker) throws AvException {
    while (avcodec.avcodec_receive_packet(context, packet) >= 0) {
      try {
        taker.take(packet);
      } finally {
        avcodec.av_packet_unref(packet);
      }
    }
  }

  @Override
  public void close() {
    avutil.av_audio_fifo_free(waiting);
    avcodec.avcodec_free_context(context);
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
  }
}
