/**
 * AAC in ADTS frames (ISO/IEC 13818-7, 6.2; 14496-3, 1.A.2), as stations send it: how frames are
 * recognised, and how a stream of them is cut into segments without losing or repeating one. The
 * frames of HE-AAC are read as those of its core, which is what their headers describe.
 *
 * <p>Reading order: {@link dev.sonolog.formats.adts.AdtsHeader}, {@link
 * dev.sonolog.formats.adts.ProgramConfig}, {@link dev.sonolog.formats.adts.AdtsFrame}, {@link
 * dev.sonolog.formats.adts.AdtsReader}, {@link dev.sonolog.formats.adts.AdtsMuxer}, {@link
 * dev.sonolog.formats.adts.AdtsContainer}.
 */
@NullMarked
package dev.sonolog.formats.adts;

import org.jspecify.annotations.NullMarked;
