package dev.sonolog.formats.ogg;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.frames.DamageList;
import dev.sonolog.formats.tags.TagContent;
import dev.sonolog.formats.tags.VorbisComment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a whole file: what its headers say, and what its pages hold. Made for one
 * inspection; knows a segment of ours by its comment.
 */
final class OggScan {
  /** So many bytes behind the last page say what they are. */
  private static final int TAIL = 512;

  private static final String CAPTURE_PATTERN = "OggS";

  private final boolean counting;
  private final long size;
  private final OggPageReader pages;
  private final OggDemuxer demuxer = new OggDemuxer();
  private final Queue<StreamElement> elements = new ArrayDeque<>();
  private final DamageList damages = new DamageList();
  private @Nullable AudioFormat format;
  private @Nullable OggSetup setup;
  private @Nullable OggPage first;
  private @Nullable OggPage last;
  private boolean otherFormat;
  private LinkTally tally = LinkTally.NONE;
  private LinkTally ofFirst = LinkTally.NONE;
  private long samples;
  private OptionalLong tornFrom = OptionalLong.empty();

  private OggScan(SeekableByteChannel file, boolean counting) throws IOException {
    this.counting = counting;
    this.size = file.size();
    this.pages =
        new OggPageReader(
            new ByteInput(Channels.newInputStream(file.position(0)), 2 * OggPage.MAX_LENGTH));
  }

  /**
   * @throws MalformedSegmentException if the file holds no playable packet
   */
  static OggScan of(SeekableByteChannel file) throws IOException {
    return scan(file, false);
  }

  /**
   * A reading that gathers, besides, what {@link #head} needs: that may decode the file.
   *
   * @throws MalformedSegmentException if the file holds no playable packet
   */
  static OggScan forHead(SeekableByteChannel file) throws IOException {
    return scan(file, true);
  }

  private static OggScan scan(SeekableByteChannel file, boolean counting) throws IOException {
    OggScan scan = new OggScan(file, counting);
    try {
      scan.pages();
      scan.checkTail(file);
    } catch (UnsupportedFormatException e) {
      throw new MalformedSegmentException(String.valueOf(e.getMessage()));
    }
    if (scan.samples == 0) {
      throw new MalformedSegmentException(
          scan.format == null
              ? "The file holds no packet of Vorbis or Opus"
              : "The file holds no packet but those that precede its first sample");
    }
    return scan;
  }

  private void pages() throws IOException {
    boolean told = false;
    OggPageReader.Found found = pages.next();
    while (!(found instanceof OggPageReader.Found.End)) {
      switch (found) {
        case OggPageReader.Found.Page(OggPage page) -> take(page, told);
        case OggPageReader.Found.Skipped(StreamElement.Damage damage) -> skipped(damage);
        case OggPageReader.Found.End() -> {}
      }
      told = found instanceof OggPageReader.Found.Skipped;
      found = pages.next();
    }
    demuxer.end(size, elements);
    drain();
  }

  /** What neither begins like a page nor is zeros may be another's tag, and is left alone. */
  private void checkTail(SeekableByteChannel file) throws IOException {
    if (tornFrom.isPresent()) {
      ByteBuffer tail = ByteBuffer.allocate(TAIL);
      file.position(tornFrom.getAsLong());
      while (tail.hasRemaining() && file.read(tail) > 0) {
        // until there is enough of it, or the file ends
      }
      byte[] found = Arrays.copyOf(tail.array(), tail.position());
      boolean zeros = Arrays.equals(found, new byte[found.length]);
      boolean page = OggMappings.startsWith(found, CAPTURE_PATTERN);
      tornFrom = zeros || page ? tornFrom : OptionalLong.empty();
    }
  }

  private void take(OggPage page, boolean told) throws UnsupportedFormatException {
    tornFrom = OptionalLong.empty();
    demuxer.take(page, told, elements);
    if (drain()) {
      first = first == null ? page : first;
      last = page;
    } else if (last != null && page.serial() == last.serial() && page.endsStream()) {
      last = page;
    }
  }

  private void skipped(StreamElement.Damage damage) {
    tornFrom = tornFrom.isPresent() ? tornFrom : OptionalLong.of(damage.position());
    damages.add(damage);
  }

  /** Whether there were packets. */
  private boolean drain() {
    boolean packets = false;
    while (!elements.isEmpty()) {
      switch (elements.remove()) {
        case StreamElement.TrackHeader header -> track(header);
        case StreamElement.Damage damage -> damages.add(damage);
        case StreamElement.Packet packet -> {
          packets = true;
          count(packet);
        }
        case StreamElement.Title _, StreamElement.Lost _, StreamElement.End _ -> {}
      }
    }
    return packets;
  }

  private void track(StreamElement.TrackHeader header) {
    if (format == null && header.setup() instanceof OggSetup known) {
      format = header.format();
      setup = known;
      ofFirst = counting ? known.track().tally() : LinkTally.NONE;
      tally = ofFirst;
    } else {
      tally = LinkTally.NONE; // the head speaks of the first link alone
    }
    otherFormat = !header.format().equals(format);
  }

  private void count(StreamElement.Packet packet) {
    if (otherFormat) {
      int length = Math.max(1, packet.bytes().length);
      damages.add(
          new StreamElement.Damage(
              packet.endPosition() - length, length, "a packet of another format"));
    } else {
      samples += packet.samples();
      tally.add(packet.bytes(), packet.samples());
    }
  }

  // --- what was found

  private static <T> T found(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("No packet was read");
    }
    return value;
  }

  private OggTrack track() {
    return found(setup).track();
  }

  private TagContent tag() {
    return VorbisComment.read(
            track().comment(), Optional.of(track().format().rate().duration(samples)))
        .content();
  }

  /** Whether the file was written by us. */
  boolean ours() {
    return tag().ours();
  }

  /** The last page that completes a packet, or ends its stream. */
  OggPage lastPage() {
    return found(last);
  }

  /** Where the last page ends that belongs to the file, in bytes from its start. */
  long end() {
    return ours() ? lastPage().endPosition() : tornFrom.orElse(size);
  }

  boolean sealed() {
    boolean whole = ours() ? end() == size : tornFrom.isEmpty();
    return whole && (!ours() || sealedHead());
  }

  private boolean sealedHead() {
    OptionalLong counted = tag().samples();
    return lastPage().endsStream() && counted.isPresent() && counted.getAsLong() == samples;
  }

  InspectedSegment result() {
    return new InspectedSegment(
        track().format(),
        tag().tags(),
        ours() ? headLength() : 0,
        end(),
        samples,
        0,
        0,
        tag().chapters(),
        sealed(),
        damages.from(0));
  }

  private int headLength() {
    return Math.toIntExact(found(first).position());
  }

  /**
   * The head that a seal would write; only of a reading {@link #forHead}. Empty where it would have
   * another length than the present one: then that stays.
   */
  Optional<byte[]> head() {
    OggTrack track = track();
    OggHead head =
        new OggHead(track, found(first).serial(), track.preSkip(), track.comment().length);
    TagContent tag = tag();
    byte[] bytes = head.bytes(tag.tags(), OptionalLong.of(samples), tag.chapters(), ofFirst);
    return bytes.length == headLength() ? Optional.of(bytes) : Optional.empty();
  }
}
