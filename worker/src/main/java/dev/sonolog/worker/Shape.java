package dev.sonolog.worker;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.measure.LevelMeter;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How the samples of a frame are laid out.
 *
 * @param format FFmpeg's number of it
 * @param rate samples per second and channel
 */
record Shape(int format, int rate, int channels) {
  static Shape of(AVFrame frame) {
    return new Shape(frame.format(), frame.sample_rate(), frame.ch_layout().nb_channels());
  }

  /** That of the frames which a file's head lets expect. */
  static Shape of(AudioFile file) {
    AVCodecParameters codec = file.stream().codecpar();
    return new Shape(codec.format(), codec.sample_rate(), codec.ch_layout().nb_channels());
  }

  /** Whether there can be a meter of them. */
  boolean canBeMeasured() {
    return rate >= 1
        && rate <= SampleRate.MAX_HERTZ
        && channels >= 1
        && channels <= LevelMeter.MAX_CHANNELS;
  }

  /** What its samples are measured as. */
  SampleFormat measured() {
    if (format == avutil.AV_SAMPLE_FMT_U8
        || format == avutil.AV_SAMPLE_FMT_U8P
        || format == avutil.AV_SAMPLE_FMT_S16
        || format == avutil.AV_SAMPLE_FMT_S16P) {
      return SampleFormat.S16;
    }
    return format == avutil.AV_SAMPLE_FMT_S32
            || format == avutil.AV_SAMPLE_FMT_S32P
            || format == avutil.AV_SAMPLE_FMT_S64
            || format == avutil.AV_SAMPLE_FMT_S64P
        ? SampleFormat.S32
        : SampleFormat.FLOAT;
  }

  /** FFmpeg's number of the format that is measured, the channels of a frame in turn. */
  int packed() {
    return switch (measured()) {
      case S16 -> avutil.AV_SAMPLE_FMT_S16;
      case S24, S32 -> avutil.AV_SAMPLE_FMT_S32;
      case FLOAT -> avutil.AV_SAMPLE_FMT_FLT;
    };
  }
}
