package dev.sonolog.formats.ogg;

import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.ogg.OggSetup.Beginning;
import dev.sonolog.formats.ogg.PacketAssembler.Piece;
import dev.sonolog.formats.ogg.PacketAssembler.Taken;
import dev.sonolog.formats.tags.VorbisComment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One logical stream that is listened to: a link. Its header packets first, then its audio. Owned
 * by a demuxer; keeps the header packets and one packet.
 *
 * <p>A server hands the header pages to each listener and goes on with what is on air, so a jump
 * behind the headers is no damage, but a join. The track is told with its first packet.
 */
final class OggStream {
  private final OggMapping mapping;
  private final PacketAssembler assembler = new PacketAssembler();
  private final List<byte[]> headers = new ArrayList<>();
  private @Nullable OggTrack track;
  private @Nullable LinkTimeline timeline;
  private boolean announced;
  private boolean ended;

  OggStream(OggMapping mapping) {
    this.mapping = mapping;
  }

  /** The same stream, once it goes on behind its end. */
  static OggStream behindTheEnd(OggStream stream) {
    OggStream next = new OggStream(stream.mapping);
    next.headers.addAll(stream.headers);
    next.track = stream.track;
    return next;
  }

  /** Whether the last page was there. */
  boolean ended() {
    return ended;
  }

  /** Whether the header packets were complete. */
  boolean understood() {
    return track != null;
  }

  /**
   * Takes the next page.
   *
   * @param told whether damage in front of the page was told
   * @param out where the elements go
   * @return false if the stream cannot be understood any more, because part of its headers is lost
   */
  boolean take(OggPage page, boolean told, Queue<StreamElement> out)
      throws UnsupportedFormatException {
    ended = page.endsStream() || (ended && page.lacing().length == 0);
    return track == null ? takeHeader(page) : takeAudio(track, page, told, out);
  }

  private boolean takeHeader(OggPage page) throws UnsupportedFormatException {
    Taken taken = assembler.take(page);
    for (Piece piece : taken.pieces()) {
      headers.add(piece.bytes());
    }
    if (!headers.isEmpty() && mapping.complete(headers)) {
      track = mapping.track(headers);
    }
    return taken.loss().isEmpty();
  }

  private boolean takeAudio(OggTrack known, OggPage page, boolean told, Queue<StreamElement> out) {
    LinkTimeline link = timeline;
    boolean first = link == null;
    if (link == null) {
      link = new LinkTimeline(new OggSetup(known, beginning(page)));
      timeline = link;
    }
    Taken taken = assembler.take(page);
    if (!first && !told) {
      taken.loss().ifPresent(loss -> out.add(lost(page.position(), loss)));
    }
    add(link.place(page, taken.pieces()), link.setup(), out);
    return true;
  }

  private Beginning beginning(OggPage page) {
    boolean follows = assembler.started() && assembler.continuedBy(page);
    return follows ? Beginning.FIRST_PACKET : Beginning.LATER;
  }

  private void add(List<StreamElement> elements, OggSetup setup, Queue<StreamElement> out) {
    if (!announced && !elements.isEmpty()) {
      announced = true;
      out.add(new StreamElement.TrackHeader(setup.track().format(), setup));
      title(setup.track()).ifPresent(out::add);
    }
    out.addAll(elements);
  }

  /** Our own segments say in their chapters what is heard. */
  private static Optional<StreamElement> title(OggTrack track) {
    VorbisComment.Read comment = VorbisComment.read(track.comment(), Optional.empty());
    return comment.content().ours()
        ? Optional.empty()
        : Optional.of(new StreamElement.Title(comment.title().orElse("")));
  }

  /** Tells what is missing when nothing follows. */
  void end(long position, Queue<StreamElement> out) {
    if (track != null && assembler.inPacket()) {
      out.add(lost(position, "the last packet is broken off"));
    }
  }

  /** How many bytes were lost nobody knows. */
  private static StreamElement lost(long position, String what) {
    return new StreamElement.Damage(position, 1, what);
  }
}
