package dev.sonolog.worker;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Packets that one decoder decodes in one go.
 *
 * @param front those before them that they depend on, whose frames nobody wants
 * @param first the number of the first frame that is expected of them
 * @param end that of the first behind them
 */
record PacketStretch(List<AVPacket> front, List<AVPacket> packets, long first, long end)
    implements AutoCloseable {
  /** Decodes them. */
  void decode(FrameDecoder decoder, Decoding.Taker taker) throws AvException {
    decoder.restart();
    decoder.warmUp(front);
    AVFrame frame = avutil.av_frame_alloc();
    try {
      for (AVPacket packet : packets) {
        decoder.send(packet);
        while (decoder.receive(frame)) {
          taker.take(frame);
          avutil.av_frame_unref(frame);
        }
      }
    } finally {
      avutil.av_frame_free(frame);
    }
  }

  @Override
  public void close() {
    front.forEach(avcodec::av_packet_free);
    packets.forEach(avcodec::av_packet_free);
  }
}
