/**
 * What a segment says of itself, in the tags that each container has for that: ID3v2 in front of
 * MPEG audio and ADTS, Vorbis comments in Ogg and FLAC. All say the same {@link
 * dev.sonolog.formats.tags.Note}s.
 *
 * <p>Reading order: {@link dev.sonolog.formats.tags.Note}, {@link
 * dev.sonolog.formats.tags.TagContent}, {@link dev.sonolog.formats.tags.Id3v2}, {@link
 * dev.sonolog.formats.tags.Id3v2Parser}, {@link dev.sonolog.formats.tags.VorbisComment}.
 */
@NullMarked
package dev.sonolog.formats.tags;

import org.jspecify.annotations.NullMarked;
