package dev.sonolog.worker;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * How many frames packets decode to, if nothing is wrong with them, by what the demuxer says of
 * each: how long it is, and what of it is encoder's delay or padding. Owned by one thread.
 */
final class ExpectedFrames {
  private final AVRational timeBase;
  private final long rate;
  private long duration;
  private long dropped;

  ExpectedFrames(AudioFile file) {
    this.timeBase = file.stream().time_base();
    this.rate = file.stream().codecpar().sample_rate();
  }

  /** Counts the next packet. */
  void add(AVPacket packet) {
    duration += packet.duration();
    if (packet.side_data_elems() > 0) {
      addDropped(packet);
    }
  }

  /** AV_PKT_DATA_SKIP_SAMPLES: how many at the start, and how many at the end, of 32 bits each. */
  private void addDropped(AVPacket packet) {
    BytePointer skipped =
        avcodec.av_packet_get_side_data(
            packet, avcodec.AV_PKT_DATA_SKIP_SAMPLES, (SizeTPointer) null);
    if (skipped != null && !skipped.isNull()) {
      dropped += skipped.getInt(0) + skipped.getInt(Integer.BYTES);
    }
  }

  /** Of all packets so far. */
  long count() {
    return Math.max(
        0, avutil.av_rescale(duration, rate * timeBase.num(), timeBase.den()) - dropped);
  }
}
