package dev.sonolog.formats.mpeg;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a whole file: what its head says, and what its frames are. Made for one
 * inspection; knows a segment of ours by its tag, or, when the head was never written, by its
 * reservoir frame.
 */
final class SegmentScan {
  private static final int READ_BUFFER = 64 << 10;

  private final SeekableByteChannel file;
  private final ByteInput input;
  private final BodyTally body = new BodyTally();
  private final DamageList damages = new DamageList();
  private TagContent tag = TagContent.NONE;
  private Optional<InfoFrame> info = Optional.empty();
  private @Nullable MpegHeader infoHeader;
  private @Nullable MpegHeader track;
  private @Nullable MpegHeader newestRepeated;
  private @Nullable MpegFrame pending;
  private OptionalInt repeated = OptionalInt.empty();
  private long tagLength;
  private long bodyStart;
  private long end;

  private SegmentScan(SeekableByteChannel file) throws IOException {
    this.file = file;
    int buffer = Math.clamp(file.size(), 1, READ_BUFFER);
    this.input =
        new ByteInput(
            new BufferedInputStream(Channels.newInputStream(file.position(0)), buffer),
            READ_BUFFER);
  }

  /**
   * @throws MalformedSegmentException if the file holds no playable frame
   */
  static SegmentScan of(SeekableByteChannel file) throws IOException {
    SegmentScan scan = new SegmentScan(file);
    scan.head();
    try {
      scan.frames();
    } catch (UnsupportedFormatException e) {
      throw new MalformedSegmentException(String.valueOf(e.getMessage()));
    }
    scan.checkPlayable();
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
    info();
    bodyStart = input.position();
  }

  private void info() throws IOException {
    Optional<MpegHeader> header =
        input.ensure(MpegHeader.LENGTH) ? MpegHeader.parse(input.peekInt(0)) : Optional.empty();
    if (header.isEmpty()) {
      return;
    }
    int length = header.get().frameLength();
    if (input.ensure(length)) {
      info = InfoFrame.parse(header.get(), input.peekBytes(0, length));
    }
    if (info.isPresent()) {
      input.skip(length);
      infoHeader = header.get();
    }
  }

  // --- the frames

  private void frames() throws IOException {
    MpegReader reader = reader();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      take(element);
      element = reader.next();
    }
    if (pending != null && !TornEnd.of(pending.bytes(), pending.endPosition(), file)) {
      count(pending);
    }
  }

  /** Behind our own head the first frame is known to begin; else it is searched. */
  private MpegReader reader() throws IOException {
    Optional<MpegHeader> first =
        input.ensure(MpegHeader.LENGTH) ? MpegHeader.parse(input.peekInt(0)) : Optional.empty();
    boolean known = infoHeader != null || tag.ours();
    return known && first.isPresent()
        ? MpegReader.inside(first.get(), input)
        : new MpegReader(input);
  }

  private void take(StreamElement element) {
    switch (element) {
      case StreamElement.Damage damage -> damages.add(damage);
      case MpegFrame frame -> takeFrame(frame);
      case StreamElement.Packet other -> throw new IllegalStateException("No frame: " + other);
      case StreamElement.TrackHeader _, StreamElement.Title _, StreamElement.End _ -> {}
    }
  }

  private void takeFrame(MpegFrame frame) {
    if (track == null) {
      track = frame.header();
    }
    if (!track.sameTrack(frame.header())) {
      damages.add(
          new StreamElement.Damage(
              frame.position(), frame.bytes().length, "a frame of another format"));
      return;
    }
    if (pending != null) {
      count(pending);
    }
    pending = frame;
  }

  private void count(MpegFrame frame) {
    if (body.frames() == 0) {
      bodyStart = frame.position();
      repeated = ReservoirFrame.repeatedFrames(frame);
    }
    if (body.frames() == 0 && repeated.isPresent()) {
      body.addReservoir(frame.bytes());
    } else {
      body.add(frame);
    }
    if (body.frames() == before()) {
      newestRepeated = frame.header();
    }
    end = frame.endPosition();
  }

  private void checkPlayable() throws MalformedSegmentException {
    if (body.frames() <= before()) {
      throw new MalformedSegmentException(
          body.frames() == 0
              ? "The file holds no whole frame"
              : "The file holds no frame but those that precede its first sample");
    }
  }

  // --- what was found

  /** The Info frame is a packet to a reader, and so are those in front of the first sample. */
  private int repeatedPackets() {
    return ours() ? (int) before() + (info.isPresent() ? 1 : 0) : 0;
  }

  /** Frames in front of the first sample. */
  private long before() {
    return repeated.isPresent() ? 1L + repeated.getAsInt() : 0;
  }

  private MpegHeader track() {
    if (track == null) {
      throw new IllegalStateException("No frame was read");
    }
    return track;
  }

  /** Whether the file was written by us. */
  boolean ours() {
    return tag.ours() || repeated.isPresent() || headNeverWritten();
  }

  /** A Layer II segment's room for its tag, and nothing in it: not somebody else's tag either. */
  private boolean headNeverWritten() {
    boolean layerTwo = track().layer() == MpegHeader.Layer.TWO;
    return layerTwo && info.isEmpty() && tagLength == 0 && bodyStart == Id3v2.LENGTH;
  }

  /** Where the last whole frame ends, in bytes from the start of the file. */
  long end() {
    return end;
  }

  /** Whether something that is no frame follows the last. */
  boolean torn() throws IOException {
    boolean damaged = damages.reachFrom(end) && end > bodyStart;
    return ours() ? file.size() != end : damaged;
  }

  /** Playable samples per channel. */
  long samples() {
    long all = (body.frames() - before()) * track().samples();
    boolean trimmed = repeated.isEmpty() && info.isPresent() && info.get().trim().isPresent();
    if (!trimmed) {
      return all;
    }
    InfoFrame.Trim trim = info.get().trim().get();
    return Math.max(0, all - trim.delay() - trim.padding());
  }

  boolean sealed() throws IOException {
    return !torn() && (!ours() || headAgrees());
  }

  private boolean headAgrees() {
    boolean counted = tag.samples().isPresent() && tag.samples().getAsLong() == samples();
    boolean layerTwo = track().layer() == MpegHeader.Layer.TWO;
    return counted
        && (layerTwo
            || (infoHeader != null && info.isPresent() && info.get().agreesWith(infoHeader, body)));
  }

  InspectedSegment result() throws IOException {
    return new InspectedSegment(
        track().format(),
        tag.tags(),
        ours() ? (int) bodyStart : 0,
        end,
        samples(),
        repeatedPackets(),
        0,
        tag.chapters(),
        sealed(),
        reported());
  }

  /** In a segment of ours the bytes in front of the frames are its head, whatever they are. */
  private List<StreamElement.Damage> reported() {
    return damages.from(ours() ? bodyStart : 0);
  }

  /**
   * The head that a seal would write into the room in front of the frames. Empty where that room is
   * not what a head of ours leaves: then the old head says more than a new one could.
   */
  Optional<byte[]> sealedHead() {
    if (track().layer() == MpegHeader.Layer.TWO) {
      return tag(bodyStart);
    }
    MpegHeader like = newestRepeated == null ? track() : newestRepeated;
    MpegHeader header = infoHeader == null ? InfoFrame.header(like) : infoHeader;
    return repeated.isEmpty() || !InfoFrame.hasRoom(header)
        ? Optional.empty()
        : tag(bodyStart - header.frameLength())
            .map(written -> MpegMuxer.joined(written, InfoFrame.sealed(header, body)));
  }

  /** A tag of that length, where the present one has it too or was never written. */
  private Optional<byte[]> tag(long length) {
    boolean fits = tag.ours() ? length == tagLength : length >= Id3v2.HEADER;
    return fits
        ? Optional.of(
            Id3v2.write((int) length, tag.tags(), OptionalLong.of(samples()), tag.chapters()))
        : Optional.empty();
  }
}
