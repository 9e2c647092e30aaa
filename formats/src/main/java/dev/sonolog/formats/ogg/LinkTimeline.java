package dev.sonolog.formats.ogg;

import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.ogg.PacketAssembler.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How many samples each packet of a link adds: what a decoder puts out for it, less the pre-skip at
 * the start and what lies behind the granule position of the last page (RFC 7845, 4; Vorbis I,
 * A.2). A smaller granule position at the start of Vorbis is not honoured, as FFmpeg does not.
 * Owned by a logical stream.
 */
final class LinkTimeline {
  private final OggSetup setup;
  private int toSkip;
  private OptionalLong granule;
  private Optional<byte[]> before = Optional.empty();

  LinkTimeline(OggSetup setup) {
    this.setup = setup;
    this.toSkip = setup.preSkip();
    this.granule =
        setup.beginning() == OggSetup.Beginning.FIRST_PACKET
            ? OptionalLong.of(0)
            : OptionalLong.empty();
  }

  OggSetup setup() {
    return setup;
  }

  /** The packets that end on a page, and damage where one is none. */
  List<StreamElement> place(OggPage page, List<Piece> pieces) {
    OptionalInt[] durations = new OptionalInt[pieces.size()];
    long samples = 0;
    for (int i = 0; i < durations.length; i++) {
      byte[] packet = pieces.get(i).bytes();
      durations[i] = setup.track().duration(before, packet);
      before = durations[i].isPresent() ? Optional.of(packet) : before;
      samples += durations[i].orElse(0);
    }
    int[] trims = trims(durations, excess(page, samples));
    List<StreamElement> elements = new ArrayList<>(durations.length);
    for (int i = 0; i < durations.length; i++) {
      elements.add(element(pieces.get(i), durations[i], trims[i]));
    }
    return elements;
  }

  /** What each packet loses at its end: the last ones first. */
  private static int[] trims(OptionalInt[] durations, long excess) {
    int[] trims = new int[durations.length];
    long left = excess;
    for (int i = trims.length - 1; i >= 0 && left > 0; i--) {
      trims[i] = (int) Math.min(left, durations[i].orElse(0));
      left -= trims[i];
    }
    return trims;
  }

  private long excess(OggPage page, long samples) {
    long excess =
        page.endsStream() && page.granule() >= 0 && granule.isPresent()
            ? granule.getAsLong() + samples - page.granule()
            : 0;
    if (page.granule() != OggPage.NO_PACKET_ENDS) {
      granule = OptionalLong.of(page.granule());
    }
    return Math.max(0, excess);
  }

  private StreamElement element(Piece piece, OptionalInt duration, int trim) {
    if (duration.isEmpty()) {
      int length = Math.max(1, piece.bytes().length);
      return new StreamElement.Damage(
          piece.endPosition() - length, length, "a packet is none that a decoder accepts");
    }
    int kept = duration.getAsInt() - trim;
    int skipped = Math.min(toSkip, kept);
    toSkip -= skipped;
    return new OggPacket(setup.track(), piece.bytes(), piece.endPosition(), kept - skipped, trim);
  }
}
