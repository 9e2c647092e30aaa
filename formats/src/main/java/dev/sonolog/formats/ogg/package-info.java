/**
 * Ogg (RFC 3533) with Vorbis and Opus: how packets are found in pages, live or stored, link by
 * link, and how a stream of them is cut into segments that play exactly. A codec is an {@link
 * dev.sonolog.formats.ogg.OggMapping}; what is none of those that are listed is named and refused.
 *
 * <p>Reading order: {@link dev.sonolog.formats.ogg.OggPage}, {@link
 * dev.sonolog.formats.ogg.OggPageReader}, {@link dev.sonolog.formats.ogg.PacketAssembler}, {@link
 * dev.sonolog.formats.ogg.OggMapping}, {@link dev.sonolog.formats.ogg.OggTrack}, {@link
 * dev.sonolog.formats.ogg.OggDemuxer}, {@link dev.sonolog.formats.ogg.LinkTimeline}, {@link
 * dev.sonolog.formats.ogg.OggReader}, {@link dev.sonolog.formats.ogg.OggPageWriter}, {@link
 * dev.sonolog.formats.ogg.PreRoll}, {@link dev.sonolog.formats.ogg.OggMuxer}, {@link
 * dev.sonolog.formats.ogg.OggScan}, {@link dev.sonolog.formats.ogg.OggContainer}.
 */
@NullMarked
package dev.sonolog.formats.ogg;

import org.jspecify.annotations.NullMarked;
