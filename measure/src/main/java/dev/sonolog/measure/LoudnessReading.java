package dev.sonolog.measure;

/**
 * Loudness as EBU R 128 has it. Loudnesses are in LUFS, silence is {@link
 * Double#NEGATIVE_INFINITY}.
 *
 * @param momentary over the last 400 ms; what was before the first sample counts as silence
 * @param shortTerm over the last 3 s; what was before the first sample counts as silence
 * @param integrated of the programme so far, gated (ITU-R BS.1770-4, annex 1); negative infinity
 *     while nothing passed the gate
 * @param range the loudness range so far in LU (EBU Tech 3342), 0 while there is none; not stable
 *     in the first minute
 * @param highestMomentary since the programme began, looked at each 10 ms
 * @param highestShortTerm since the programme began, looked at each 50 ms
 */
public record LoudnessReading(
    double momentary,
    double shortTerm,
    double integrated,
    double range,
    double highestMomentary,
    double highestShortTerm) {}
