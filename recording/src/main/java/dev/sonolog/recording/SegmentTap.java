package dev.sonolog.recording;

import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;

/**
 * Told what goes into the segments of one source while they are written, so that nothing has to be
 * read again to be measured. Called on the source's thread, which must not wait for it; it must not
 * throw.
 */
public interface SegmentTap {
  /** Hears nothing. */
  SegmentTap NONE =
      new SegmentTap() {
        @Override
        public void begun(SegmentTags tags, TrackHeader track) {
          // nobody listens
        }

        @Override
        public void stored(Packet packet) {
          // nobody listens
        }

        @Override
        public void ended(boolean whole) {
          // nobody listens
        }
      };

  /**
   * A segment begins.
   *
   * @param tags name its run and its number
   * @param track of all its packets
   */
  void begun(SegmentTags tags, TrackHeader track);

  /** A packet goes into the segment that began last. */
  void stored(Packet packet);

  /**
   * Nothing more goes into the segment that began last.
   *
   * @param whole whether it is sealed with all that was told; else it is repaired some time, or
   *     there is none
   */
  void ended(boolean whole);
}
