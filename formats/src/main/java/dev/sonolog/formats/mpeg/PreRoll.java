package dev.sonolog.formats.mpeg;

import java.util.ArrayDeque;

/**
 * What is remembered of a Layer III track so that a cut may stand behind its newest frame: the one
 * or two frames whose decoding settles the filters, and the main data that came before them. Owned
 * by a muxer; bounded.
 *
 * <p>A decoder's output is exact from 1056 samples after the first frame that it decodes with all
 * its main data: one granule of overlap, 576, and fifteen slots of the polyphase filter bank, 480
 * (ISO/IEC 11172-3, 2.4.3.4). One frame of MPEG-1 has 1152 samples, two of the lower sampling
 * frequencies have as many.
 */
final class PreRoll {
  /** The slots that fill the polyphase filter bank, in samples: all that Layer II remembers. */
  static final int FILTER_BANK = 480;

  private static final int SETTLING = 576 + FILTER_BANK;

  private final ArrayDeque<MpegFrame> frames = new ArrayDeque<>();
  private final MainDataReservoir reservoir = new MainDataReservoir();

  /** How many frames a track like this needs: 1 or 2. */
  static int frames(MpegHeader header) {
    return Math.ceilDiv(SETTLING, header.samples());
  }

  /** Samples from the reservoir frame's first to the segment's first. */
  static int samples(MpegHeader header) {
    return (1 + frames(header)) * header.samples();
  }

  /** Whether the frame belongs to the remembered track, or is its first. */
  boolean continuedBy(MpegFrame frame) {
    return frames.isEmpty() || frames.getLast().header().sameTrack(frame.header());
  }

  void add(MpegFrame frame) {
    frames.addLast(frame);
    if (frames.size() > frames(frame.header())) {
      reservoir.add(frames.removeFirst());
    }
  }

  /** Whether a segment that begins with the next frame would be exact. */
  boolean complete() {
    MpegFrame first = frames.peekFirst();
    return first != null
        && frames.size() == frames(first.header())
        && first.mainDataBegin() <= reservoir.held();
  }

  /** The frames to repeat, oldest first; not empty once {@link #complete}. */
  Iterable<MpegFrame> repeated() {
    return frames;
  }

  /** The newest frame. */
  MpegFrame newest() {
    return frames.getLast();
  }

  /**
   * The synthetic frame in front of them: it carries all main data that they, and what follows, can
   * reach.
   */
  byte[] reservoirFrame() {
    MpegHeader track = frames.getFirst().header();
    return ReservoirFrame.build(track, reservoir.last(track.reservoirLimit()));
  }
}
