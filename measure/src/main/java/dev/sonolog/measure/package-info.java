/**
 * What audio measures: levels, loudness, and what stands out of them. Pure arithmetic on samples:
 * no files, no threads, no clocks.
 *
 * <p>Reading order: {@link dev.sonolog.measure.LevelMeter} and what it gives, {@link
 * dev.sonolog.measure.LevelReading}; how it is measured, {@code ChannelMeter}, {@code
 * TruePeakMeter}, {@code LoudnessMeter}; what is seen in the readings, {@link
 * dev.sonolog.measure.SignalWatch} and {@link dev.sonolog.measure.SignalEvent}; what is loud in a
 * whole recording, {@link dev.sonolog.measure.WindowLevels} and {@link
 * dev.sonolog.measure.SectionFinder}; what waveforms are drawn from, {@link
 * dev.sonolog.measure.PeakPyramid} and {@link dev.sonolog.measure.PeakLevel}.
 */
@NullMarked
package dev.sonolog.measure;

import org.jspecify.annotations.NullMarked;
