package dev.sonolog.worker;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A decoder of libavcodec: packets in, frames out. A packet that cannot be decoded is counted and
 * left out, as FFmpeg's own program does. Owned by one thread.
 */
final class FrameDecoder implements AutoCloseable {
  /** AVERROR(EAGAIN): it wants a packet first. */
  private static final int AGAIN = -11;

  private final AVCodecContext context;
  private long broken;
  private int firstError;

  /**
   * @param threads for decoders that can decode several packets at a time
   * @throws AvException if there is no decoder that takes the stream
   */
  FrameDecoder(AudioFile file, int threads) throws AvException {
    this.context = avcodec.avcodec_alloc_context3(file.codec());
    try {
      AvException.check(
          "The stream's head cannot be used",
          avcodec.avcodec_parameters_to_context(context, file.stream().codecpar()));
      context.pkt_timebase(file.stream().time_base());
      context.thread_count(threads);
      AvException.check(
          "No decoder takes the stream",
          avcodec.avcodec_open2(context, file.codec(), (AVDictionary) null));
    } catch (AvException e) {
      close();
      throw e;
    }
  }

  /** Takes a packet; its frames are taken out before the next. */
  void send(AVPacket packet) {
    count(avcodec.avcodec_send_packet(context, packet));
  }

  /** Says that no more packets follow. */
  void end() {
    count(avcodec.avcodec_send_packet(context, null));
  }

  /** Forgets all packets. */
  void restart() {
    avcodec.avcodec_flush_buffers(context);
  }

  /** Decodes packets whose frames, and whose errors, nobody wants. */
  void warmUp(List<AVPacket> packets) {
    long counted = broken;
    AVFrame frame = avutil.av_frame_alloc();
    for (AVPacket packet : packets) {
      send(packet);
      while (receive(frame)) {
        avutil.av_frame_unref(frame);
      }
    }
    avutil.av_frame_free(frame);
    broken = counted;
  }

  /** Fills the next frame; false if there is none before the next packet. */
  boolean receive(AVFrame frame) {
    int result = avcodec.avcodec_receive_frame(context, frame);
    while (result < 0 && result != AGAIN && result != avutil.AVERROR_EOF) {
      count(result);
      result = avcodec.avcodec_receive_frame(context, frame);
    }
    return result >= 0;
  }

  private void count(int result) {
    if (result < 0 && result != avutil.AVERROR_EOF) {
      broken++;
      firstError = firstError == 0 ? result : firstError;
    }
  }

  /** How many packets could not be decoded. */
  long broken() {
    return broken;
  }

  /** Why nothing came out. */
  AvException nothing() {
    String what = "No audio could be decoded";
    return firstError == 0 ? new AvException(what) : AvException.of(what, firstError);
  }

  /** How many bits of each sample the stream says it has; 0 where it does not. */
  int rawBits() {
    return context.bits_per_raw_sample();
  }

  @Override
  public void close() {
    avcodec.avcodec_free_context(context);
  }
}
