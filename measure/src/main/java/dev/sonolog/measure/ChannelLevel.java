package dev.sonolog.measure;

import java.util.Optional;

/**
 * One channel of a {@link LevelReading}. Levels are in dBFS, silence is {@link
 * Double#NEGATIVE_INFINITY}. 0 dBFS is the largest amplitude that integers can have; the RMS has no
 * allowance for sines: one of full scale has -3.01 dBFS and only a square wave 0.
 *
 * @param peak the highest sample of this reading
 * @param rms of the samples of this reading
 * @param fallingPeak as a digital peak meter shows it (IEC 60268-18): up at once, down by 20 dB in
 *     1.7 s
 * @param heldPeak the highest peak of late; it stays for the time of hold and then is the falling
 *     peak
 * @param highestPeak since the programme began
 * @param truePeak if it is measured
 * @param clips runs of samples at full scale since the programme began; a run counts once
 * @param newClips those of this reading
 * @param lowest the lowest sample of this reading; full scale is 1
 * @param highest the highest sample of this reading; full scale is 1
 * @param broken samples since the programme began that were no audio: not a number, infinite, or
 *     above +120 dBFS; they are measured as 0
 */
public record ChannelLevel(
    double peak,
    double rms,
    double fallingPeak,
    double heldPeak,
    double highestPeak,
    Optional<TruePeak> truePeak,
    long clips,
    int newClips,
    float lowest,
    float highest,
    long broken) {
  /** Whether all samples of this reading are the same, zero or not. */
  public boolean constant() {
    return lowest == highest;
  }

  /** Whether all samples of this reading are zero. */
  public boolean zero() {
    return lowest == 0 && highest == 0;
  }
}
