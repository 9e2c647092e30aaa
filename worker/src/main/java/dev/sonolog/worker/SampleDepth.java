package dev.sonolog.worker;

import dev.sonolog.formats.pcm.SampleFormat;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * What the samples of a file are worth.
 *
 * @param lossless whether they are the very samples that were coded, so that their depth means
 *     something
 * @param format that holds each of them exactly
 */
record SampleDepth(boolean lossless, SampleFormat format) {
  /**
   * @param rawBits as {@link Decoding#rawBits}
   */
  static SampleDepth of(AudioFile file, Shape shape, int rawBits) {
    SampleFormat measured = shape.measured();
    boolean narrow = measured == SampleFormat.S32 && rawBits > 0 && rawBits <= 24;
    return new SampleDepth(isLossless(file), narrow ? SampleFormat.S24 : measured);
  }

  private static boolean isLossless(AudioFile file) {
    AVCodecDescriptor codec = avcodec.avcodec_descriptor_get(file.stream().codecpar().codec_id());
    int both = avcodec.AV_CODEC_PROP_LOSSLESS | avcodec.AV_CODEC_PROP_LOSSY;
    return codec != null && (codec.props() & both) == avcodec.AV_CODEC_PROP_LOSSLESS;
  }

  /** Whether samples of another format can hold each of these exactly. */
  boolean fits(SampleFormat other) {
    return switch (format) {
      case S16 -> true;
      case S24 -> other != SampleFormat.S16;
      case S32 -> other == SampleFormat.S32;
      case FLOAT -> other == SampleFormat.FLOAT;
    };
  }
}
