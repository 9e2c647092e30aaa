package dev.sonolog.measure;

/**
 * The peak of the wave that runs through the samples (ITU-R BS.1770-4, annex 2), in dBTP; silence
 * is {@link Double#NEGATIVE_INFINITY}.
 *
 * @param peak the highest of this reading; the wave between the last 16 samples of a reading is
 *     known, and shown, with the next reading
 * @param highest since the programme began
 */
public record TruePeak(double peak, double highest) {}
