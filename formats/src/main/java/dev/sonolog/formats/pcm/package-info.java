/**
 * Audio that is not coded: the samples of a sound card, a period at a time. Any sample is a place
 * for a cut, so nothing is ever in front of one that the next file needs.
 *
 * <p>Reading order: {@link dev.sonolog.formats.pcm.SampleFormat}, {@link
 * dev.sonolog.formats.pcm.PcmSetup}, {@link dev.sonolog.formats.pcm.PcmBlock}.
 */
@NullMarked
package dev.sonolog.formats.pcm;

import org.jspecify.annotations.NullMarked;
