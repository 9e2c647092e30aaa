package dev.sonolog.formats.ogg;

import java.io.IOException;
import java.util.Optional;

/**
 * One link that is being written: counts its granule position from 0. Owned by a segment's writer.
 *
 * <p>The first page holds two packets: Vorbis players learn from it where the timeline begins
 * (Vorbis I, A.2), and the others do not mind.
 */
final class LinkWriter {
  private static final int FIRST_PAGE = 2;

  private final OggTrack track;
  private final int preSkip;
  private final LinkTally tally;
  private final OggPageWriter pages;
  private Optional<byte[]> before = Optional.empty();
  private boolean onFirstPage = true;
  private long written;
  private long granule;
  private int endTrim;

  /**
   * @param preSkip samples in front of the link's first
   * @param tally told of each packet
   */
  LinkWriter(OggTrack track, int preSkip, LinkTally tally, OggPageWriter pages) {
    this.track = track;
    this.tally = tally;
    this.preSkip = preSkip;
    this.pages = pages;
  }

  /** Writes the link's headers as they came, with its own comment. */
  void headers() throws IOException {
    pages.headers(track.headers(preSkip));
  }

  void write(OggPacket packet) throws IOException {
    int samples = track.duration(before, packet.bytes()).orElse(0);
    if (!hasPlace(packet.bytes(), samples)) {
      pages.closePage();
      onFirstPage = false;
    }
    byte[] stored = track.stored(packet.bytes(), written++, granule);
    granule += samples;
    tally.add(packet.bytes(), samples);
    endTrim = packet.endTrim();
    before = Optional.of(packet.bytes());
    pages.packet(stored, samples, granule);
  }

  private boolean hasPlace(byte[] packet, int samples) {
    return onFirstPage
        ? pages.waiting() < FIRST_PAGE && pages.canHold(packet)
        : pages.isRoomFor(packet, samples);
  }

  /** Ends the link; the samples that it plays. */
  long end() throws IOException {
    pages.end(granule - endTrim);
    return Math.max(0, granule - endTrim - preSkip);
  }
}
