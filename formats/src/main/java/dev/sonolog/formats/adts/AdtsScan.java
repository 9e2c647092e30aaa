package dev.sonolog.formats.adts;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.frames.DamageList;
import dev.sonolog.formats.frames.TornEnd;
import dev.sonolog.formats.tags.ForeignTag;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.tags.Id3v2Parser;
import dev.sonolog.formats.tags.TagContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a whole file: what its tag says, and what its frames are. Made for one inspection;
 * knows a segment of ours by its tag, or, when the tag was never written, by the room for it.
 */
final class AdtsScan {
  private static final int READ_BUFFER = 64 << 10;

  private final SeekableByteChannel file;
  private final ByteInput input;
  private final DamageList damages = new DamageList();
  private TagContent tag = TagContent.NONE;
  private @Nullable AdtsHeader track;
  private @Nullable AdtsFrame pending;
  private long tagLength;
  private long bodyStart;
  private long end;
  private long samples;

  private AdtsScan(SeekableByteChannel file) throws IOException {
    this.file = file;
    int buffer = Math.clamp(file.size(), 1, READ_BUFFER);
    this.input =
        new ByteInput(
            new BufferedInputStream(Channels.newInputStream(file.position(0)), buffer),
            READ_BUFFER);
  }

  /**
   * @throws MalformedSegmentException if the file holds no whole frame
   */
  static AdtsScan of(SeekableByteChannel file) throws IOException {
    AdtsScan scan = new AdtsScan(file);
    scan.head();
    try {
      scan.frames();
    } catch (UnsupportedFormatException e) {
      throw new MalformedSegmentException(String.valueOf(e.getMessage()));
    }
    if (scan.samples == 0) {
      throw new MalformedSegmentException("The file holds no whole frame");
    }
    return scan;
  }

  // --- the head

  private void head() throws IOException {
    OptionalInt length = ForeignTag.at(input, 0);
    if (length.isPresent() && length.getAsInt() <= Id3v2Parser.MAX_LENGTH) {
      if (input.ensure(length.getAsInt())) {
        tag = Id3v2Parser.parse(input.take(length.getAsInt()));
      }
    }
    tagLength = input.position();
  }

  // --- the frames

  private void frames() throws IOException {
    AdtsReader reader = reader();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      take(element);
      element = reader.next();
    }
    if (pending != null && !TornEnd.of(pending.bytes(), pending.endPosition(), file)) {
      count(pending);
    }
  }

  /** Behind our own tag the first frame is known to begin; else it is searched. */
  private AdtsReader reader() throws IOException {
    boolean known = tag.ours() && input.ensure(AdtsHeader.LENGTH);
    Optional<AdtsHeader> first = known ? AdtsReader.SYNTAX.parse(input, 0) : Optional.empty();
    return first.isPresent() ? AdtsReader.inside(first.get(), input) : new AdtsReader(input);
  }

  private void take(StreamElement element) {
    switch (element) {
      case StreamElement.Damage damage -> damages.add(damage);
      case AdtsFrame frame -> takeFrame(frame);
      case StreamElement.Packet other -> throw new IllegalStateException("No frame: " + other);
      case StreamElement.TrackHeader _, StreamElement.Title _, StreamElement.End _ -> {}
    }
  }

  private void takeFrame(AdtsFrame frame) {
    if (pending != null) {
      count(pending);
    }
    pending = frame;
    if (track == null) {
      track = frame.header();
    }
    if (!track.sameTrack(frame.header())) {
      damages.add(
          new StreamElement.Damage(
              frame.position(), frame.bytes().length, "a frame of another format"));
    }
  }

  private void count(AdtsFrame frame) {
    if (samples == 0) {
      bodyStart = frame.position();
    }
    if (track().sameTrack(frame.header())) {
      samples += frame.samples();
    }
    end = frame.endPosition();
  }

  // --- what was found

  private AdtsHeader track() {
    if (track == null) {
      throw new IllegalStateException("No frame was read");
    }
    return track;
  }

  /** Whether the file was written by us: by its tag, or by a head that never reached the disk. */
  private boolean ours() {
    return tag.ours() || (tagLength == 0 && bodyStart == Id3v2.LENGTH);
  }

  /** Where the last whole frame ends, in bytes from the start of the file. */
  long end() {
    return end;
  }

  /** Whether something that is no frame follows the last. */
  private boolean torn() throws IOException {
    return ours() ? file.size() != end : damages.reachFrom(end);
  }

  /** Whether the head says the same as the frames, and nothing broken follows them. */
  boolean sealed() throws IOException {
    boolean counted = tag.samples().isPresent() && tag.samples().getAsLong() == samples;
    return !torn() && (!ours() || counted);
  }

  InspectedSegment result() throws IOException {
    return new InspectedSegment(
        track().format(),
        tag.tags(),
        ours() ? (int) bodyStart : 0,
        end,
        samples,
        0,
        AdtsMuxer.MISSING_PRE_ROLL,
        tag.chapters(),
        sealed(),
        damages.from(ours() ? bodyStart : 0)); // in front is the head, whatever it is
  }

  /**
   * The head that a seal would write. Empty where the room in front of the frames is not what a
   * head of ours leaves.
   */
  Optional<byte[]> sealedHead() {
    boolean room = tag.ours() ? bodyStart == tagLength : bodyStart == Id3v2.LENGTH;
    return ours() && room
        ? Optional.of(
            Id3v2.write((int) bodyStart, tag.tags(), OptionalLong.of(samples), tag.chapters()))
        : Optional.empty();
  }
}
