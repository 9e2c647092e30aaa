package dev.sonolog.worker;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** One packet after the other; libavcodec uses threads of its own where a codec allows it. */
final class StraightDecoding implements Decoding {
  private final AudioFile file;
  private final FrameDecoder decoder;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();

  StraightDecoding(AudioFile file) throws AvException {
    this.file = file;
    this.decoder = new FrameDecoder(file, THREADS);
  }

  @Override
  public void decode(Taker taker, Consumer<Integer> passed) throws AvException {
    while (file.read(packet)) {
      decoder.send(packet);
      avcodec.av_packet_unref(packet);
      drain(taker);
      passed.accept(1);
    }
    decoder.end();
    drain(taker);
  }

  private void drain(Taker taker) throws AvException {
    while (decoder.receive(frame)) {
      taker.take(frame);
      avutil.av_frame_unref(frame);
    }
  }

  @Override
  public long broken() {
    return decoder.broken();
  }

  @Override
  public AvException nothing() {
    return decoder.nothing();
  }

  @Override
  public int rawBits() {
    return decoder.rawBits();
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    decoder.close();
  }
}
