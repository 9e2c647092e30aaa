package dev.sonolog.formats.ogg;

import java.util.List;

/**
 * What a link begins with behind the first one of a segment.
 *
 * @param track what its header packets say
 * @param preSkip samples in front of its first: those of the pre-roll, and what of the stream's own
 *     lies ahead
 * @param preRoll packets that a decoder must have heard
 */
record LinkStart(OggTrack track, int preSkip, List<OggPacket> preRoll) {
  LinkStart {
    preRoll = List.copyOf(preRoll);
  }
}
