package dev.sonolog.formats.pcm;

import dev.sonolog.formats.StreamElement;

/**
 * What a muxer must know of samples that are not coded yet. The codec of the track's format says
 * what becomes of them: {@link dev.sonolog.formats.Codec#PCM} stays as it is, {@link
 * dev.sonolog.formats.Codec#FLAC} is coded on the way into the file.
 *
 * @param sampleFormat of each sample
 */
public record PcmSetup(SampleFormat sampleFormat) implements StreamElement.Setup {}
