package dev.sonolog.worker;

import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.TranscodeOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How the output is coded: what was asked for, and what the format allows. Pure.
 *
 * @param format FFmpeg's number of the samples that its encoder takes
 * @param samples how the samples of WAV and FLAC lie
 * @param bitrate of the others, in bits per second
 */
record TargetShape(
    TargetKind kind,
    int format,
    int rate,
    int channels,
    Optional<SampleFormat> samples,
    OptionalInt bitrate) {
  private static final int[] MPEG_RATES = {
    8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000
  };
  private static final int[] AAC_RATES = {
    8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000
  };

  /** Kilobits per second of Layer III in MPEG-1 (ISO/IEC 11172-3, 2.4.2.3). */
  private static final int[] MPEG_1 = {
    32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };

  /** In MPEG-2 (ISO/IEC 13818-3, 2.4.2.3); MPEG-2.5 ends at 64. */
  private static final int[] MPEG_2 = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

  private static final int MPEG_25_HIGHEST = 64;

  /**
   * @param source the shape of the input
   * @throws AvException if the format cannot hold that
   */
  static TargetShape of(TranscodeOrder order, Shape source, SampleDepth depth) throws AvException {
    checkChannels(order.kind(), source.channels());
    int rate = rate(order.kind(), source.rate());
    Optional<SampleFormat> samples = samples(order, depth);
    return new TargetShape(
        order.kind(),
        format(order.kind(), samples),
        rate,
        source.channels(),
        samples,
        bitrate(order, rate, source.channels()));
  }

  // --- channels

  /** Channels are never mixed: they may be microphones of their own. */
  private static void checkChannels(TargetKind kind, int channels) throws AvException {
    int most =
        switch (kind) {
          case WAV -> 32;
          case FLAC, OPUS, M4A -> 8;
          case MP3 -> 2;
        };
    if (channels > most) {
      throw new AvException(
          "%s holds %d channels at most, and this has %d; WAV holds them all"
              .formatted(kind.word().toUpperCase(java.util.Locale.ROOT), most, channels));
    }
  }

  // --- rate

  private static int rate(TargetKind kind, int source) {
    return switch (kind) {
      case WAV, FLAC -> source;
      case OPUS -> 48_000;
      case MP3 -> nearest(MPEG_RATES, source);
      case M4A -> nearest(AAC_RATES, source);
    };
  }

  /** The same, else the next one above, else the highest that divides it. */
  private static int nearest(int[] rates, int source) {
    int highest = rates[rates.length - 1];
    return IntStream.of(rates)
        .filter(rate -> rate >= source)
        .findFirst()
        .orElseGet(
            () ->
                IntStream.of(rates)
                    .filter(rate -> source % rate == 0 && rate * 2 >= highest)
                    .max()
                    .orElse(highest));
  }

  // --- samples

  private static Optional<SampleFormat> samples(TranscodeOrder order, SampleDepth depth) {
    if (!order.kind().keepsSamples()) {
      return Optional.empty();
    }
    SampleFormat own = depth.lossless() ? depth.format() : SampleFormat.S16;
    SampleFormat wanted = order.samples().orElse(own);
    boolean wide = wanted == SampleFormat.S32 || wanted == SampleFormat.FLOAT;
    return Optional.of(order.kind() == TargetKind.FLAC && wide ? SampleFormat.S24 : wanted);
  }

  private static int format(TargetKind kind, Optional<SampleFormat> samples) {
    return switch (kind) {
      case WAV, FLAC ->
          switch (samples.orElseThrow()) {
            case S16 -> avutil.AV_SAMPLE_FMT_S16;
            case S24, S32 -> avutil.AV_SAMPLE_FMT_S32;
            case FLOAT -> avutil.AV_SAMPLE_FMT_FLT;
          };
      case MP3, M4A -> avutil.AV_SAMPLE_FMT_FLTP;
      case OPUS -> avutil.AV_SAMPLE_FMT_FLT;
    };
  }

  // --- bit rate

  private static OptionalInt bitrate(TranscodeOrder order, int rate, int channels)
      throws AvException {
    return switch (order.kind()) {
      case WAV, FLAC -> OptionalInt.empty();
      case MP3 -> OptionalInt.of(mpegBitrate(order.bitrate().orElse(96_000 * channels), rate));
      case OPUS -> {
        int wanted = order.bitrate().orElse(64_000 * channels);
        if (wanted > 256_000 * channels) {
          throw new AvException(
              "Opus takes at most %d kbit/s for %d channels".formatted(256 * channels, channels));
        }
        yield OptionalInt.of(wanted);
      }
      case M4A -> {
        int wanted = order.bitrate().orElse(96_000 * channels);
        // a frame holds 6144 bits for each channel at most (ISO/IEC 14496-3, 4.5.1.2)
        yield OptionalInt.of((int) Math.min(wanted, 6L * rate * channels));
      }
    };
  }

  /** The one that the format knows and that is nearest. */
  private static int mpegBitrate(int wanted, int rate) {
    int[] known = rate >= 32_000 ? MPEG_1 : MPEG_2;
    return IntStream.of(known)
        .filter(kilobits -> rate > 12_000 || kilobits <= MPEG_25_HIGHEST)
        .map(kilobits -> kilobits * 1_000)
        .reduce((a, b) -> Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a)
        .orElseThrow();
  }

  /** FFmpeg's name of the encoder. */
  String encoder() {
    return switch (kind) {
      case WAV ->
          switch (samples.orElseThrow()) {
            case S16 -> "pcm_s16le";
            case S24 -> "pcm_s24le";
            case S32 -> "pcm_s32le";
            case FLOAT -> "pcm_f32le";
          };
      case FLAC -> "flac";
      case MP3 -> "libmp3lame";
      case OPUS -> "libopus";
      case M4A -> "aac";
    };
  }

  /** FFmpeg's name of the container. */
  String muxer() {
    return switch (kind) {
      case WAV, FLAC, MP3, OPUS -> kind.word();
      case M4A -> "ipod";
    };
  }

  /** Whether samples of a shape and a depth go over as they are. */
  boolean keeps(Shape source, SampleDepth depth) {
    return depth.lossless()
        && source.rate() == rate
        && source.channels() == channels
        && samples.map(depth::fits).orElse(false);
  }
}
