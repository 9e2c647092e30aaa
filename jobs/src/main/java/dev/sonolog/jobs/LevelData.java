package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.measure.PeakLevel;
import dev.sonolog.measure.PeakPyramid;
import dev.sonolog.measure.WindowLevels;
import java.util.Locale;

/**
 * What is measured once of a whole file, and all that is ever asked about its loudness follows
 * from.
 *
 * @param codec how it was coded, by FFmpeg's name, such as {@code flac} or {@code pcm_s16le}
 * @param format of the samples that were measured
 * @param channels 1 to 32
 * @param rate samples per second and channel
 * @param frames that were measured, encoder's delay and padding taken away
 * @param brokenPackets that could not be decoded; their samples are missing
 * @param windows as {@link WindowLevels#levels} says
 * @param peaks the finest level, as {@link PeakPyramid#base} says
 */
@SuppressWarnings("ArrayRecordComponent") // as large as a file; it passes, and is never compared
public record LevelData(
    String codec,
    SampleFormat format,
    int channels,
    SampleRate rate,
    long frames,
    long brokenPackets,
    double[] windows,
    PeakLevel peaks) {

  /** The most values of {@link #peaks}: a day of stereo at 48 kHz, 128 MiB. */
  public static final int MAX_PEAK_VALUES = 1 << 26;

  public LevelData {
    if (peaks.channels() != channels
        || peaks.framesPerBucket() != PeakPyramid.BUCKET
        || peaks.length() != wholes(frames, PeakPyramid.BUCKET)
        || windows.length != wholes(frames, WindowLevels.WINDOW)) {
      throw new IllegalArgumentException(
          windows.length + " windows and " + peaks + " do not belong to " + frames + " frames");
    }
  }

  private static long wholes(long frames, int each) {
    return Math.ceilDiv(frames, each);
  }

  /** FFmpeg's name of samples that are not coded. */
  public static String pcmCodec(SampleFormat format) {
    return switch (format) {
      case FLOAT -> "pcm_f32le";
      case S16, S24, S32 -> "pcm_" + format.word().toLowerCase(Locale.ROOT) + "le";
    };
  }

  /** How many frames of so many channels can be measured in one go. */
  public static long maxFrames(int channels) {
    return (long) MAX_PEAK_VALUES / (2L * channels) * PeakPyramid.BUCKET;
  }
}
