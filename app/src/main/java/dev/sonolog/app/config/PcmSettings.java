package dev.sonolog.app.config;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Optional;

/**
 * How samples are taken, and what becomes of them.
 *
 * @param rate frames per second
 * @param channels that are captured
 * @param sampleFormat of each sample; the best that there is, when absent
 * @param codec {@link Codec#PCM} for WAV files, {@link Codec#FLAC} for FLAC
 * @param flacLevel how hard FLAC is tried to be made small, 0 to 8
 * @param metering what is measured while it is recorded
 */
public record PcmSettings(
    SampleRate rate,
    int channels,
    Optional<SampleFormat> sampleFormat,
    Codec codec,
    int flacLevel,
    Metering metering) {

  @Override
  public String toString() {
    return rate
        + " "
        + channels
        + (channels == 1 ? " channel " : " channels ")
        + sampleFormat.map(SampleFormat::word).orElse("in the best format")
        + " as "
        + codec.extension();
  }
}
