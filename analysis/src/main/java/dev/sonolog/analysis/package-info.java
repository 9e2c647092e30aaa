/**
 * What stands out in the archive: level data of its segments, measured once and kept beside the
 * catalogue, and the loud sections and waveforms that follow from them. Reads recordings and never
 * writes them.
 *
 * <p>Reading order: {@link dev.sonolog.analysis.Levels}, {@link dev.sonolog.analysis.LevelStore},
 * {@link dev.sonolog.analysis.LoudSections}, {@link dev.sonolog.analysis.SectionList}, {@link
 * dev.sonolog.analysis.WaveformSlice}, {@link dev.sonolog.analysis.Waveform}, {@link
 * dev.sonolog.analysis.Spectrograms}.
 */
@NullMarked
package dev.sonolog.analysis;

import org.jspecify.annotations.NullMarked;
