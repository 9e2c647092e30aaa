package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.frames.FramePlaces;
import dev.sonolog.formats.frames.FrameReader;
import dev.sonolog.formats.frames.FrameWalk;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frame that holds a sample of a segment of ours, or of another program's file. Where the
 * Info frame says that all frames have one bitrate, it lies where their number says, within the
 * bytes by which padding may shift it; else the headers are walked over from the nearest place that
 * the tag tells, or from the start. Made for one search.
 */
final class SegmentSeek {
  private static final MpegSyntax SYNTAX = new MpegSyntax();

  /**
   * So many frames in front of the one that is looked for hold all main data that it reaches, and
   * the frames that settle the filters: at the lowest bitrate of MPEG-2.5 a frame has 11 bytes of
   * the 255.
   */
  private static final int LEAD = 40;

  /** How far the padding of a constant bitrate may shift a frame, in bytes. */
  private static final int SHIFT = 4;

  /** So many headers in a row are no accident. */
  private static final int AGREEING = 4;

  private static final int READ_BUFFER = 64 << 10;

  private final SeekableByteChannel file;
  private long bodyStart;
  private @Nullable MpegHeader info;
  private Optional<InfoFrame> content = Optional.empty();
  private Optional<FramePlaces> places = Optional.empty();
  private boolean constantBitrate;
  private int before;

  /** So many samples of the decoder's output a player drops in front of the first. */
  private long dropped;

  private @Nullable MpegFrame first;

  SegmentSeek(SeekableByteChannel file) throws IOException {
    this.file = file;
    readHead(input(0));
  }

  private ByteInput input(long position) throws IOException {
    return new ByteInput(
        Channels.newInputStream(file.position(position)), READ_BUFFER, READ_BUFFER);
  }

  private void readHead(ByteInput input) throws IOException {
    places = FramePlaces.peeked(input);
    int tag = ForeignTag.at(input, 0).orElse(0);
    if (tag <= input.limit() && input.ensure(tag)) {
      input.skip(tag);
    }
    readInfo(input);
    bodyStart = input.position();
    first = frame(input).orElse(null);
    if (first != null) {
      before = ReservoirFrame.repeatedFrames(first).stream().map(it -> it + 1).findAny().orElse(0);
      dropped = before > 0 ? (long) before * first.header().samples() : droppedByOthers();
    }
  }

  /** Other programs tell players to drop what an encoder and a decoder put in front. */
  private long droppedByOthers() {
    return content.flatMap(InfoFrame::trim).map(InfoFrame.Trim::atStart).orElse(0);
  }

  private void readInfo(ByteInput input) throws IOException {
    Optional<MpegFrame> frame = frame(input);
    if (frame.isPresent()) {
      MpegHeader header = frame.get().header();
      content = InfoFrame.parse(header, frame.get().bytes());
      if (content.isPresent()) {
        info = header;
        constantBitrate = InfoFrame.saysConstantBitrate(header, frame.get().bytes());
        input.skip(header.frameLength());
      }
    }
  }

  private static Optional<MpegFrame> frame(ByteInput input) throws IOException {
    Optional<MpegHeader> header =
        input.ensure(MpegHeader.LENGTH) ? MpegHeader.parse(input.peekInt(0)) : Optional.empty();
    if (header.isEmpty() || !input.ensure(header.get().frameLength())) {
      return Optional.empty();
    }
    byte[] bytes = input.peekBytes(0, header.get().frameLength());
    return Optional.of(new MpegFrame(header.get(), bytes, input.position() + bytes.length));
  }

  /**
   * @throws MalformedSegmentException if no frame stands behind the head
   */
  SeekedSegment to(long sample) throws IOException {
    MpegFrame start = first;
    if (start == null) {
      throw new MalformedSegmentException("No frame stands behind the head of the file");
    }
    int samples = start.header().samples();
    long frame = (dropped + sample) / samples;
    if (frame <= LEAD + before) {
      return fromStart();
    }
    Optional<FrameWalk.Place<MpegHeader>> place = jumped(start, frame - LEAD);
    if (place.isEmpty()) {
      place =
          new FrameWalk<>(file, new Headers(), LEAD)
              .find(bodyStart, start.header(), known(frame - LEAD), frame * samples);
    }
    return place.isEmpty() || place.get().sample() < (long) before * samples
        ? fromStart()
        : from(place.get());
  }

  private FramePlaces.Known known(long number) {
    return places.map(it -> it.before(number)).orElse(new FramePlaces.Known(0, 0));
  }

  private SeekedSegment fromStart() throws IOException {
    return new SeekedSegment(
        FrameReader.inside(header(), SYNTAX, input(info == null ? bodyStart : infoStart())),
        (long) before * Optional.ofNullable(first).orElseThrow().samples() - dropped,
        info == null ? before : before + 1);
  }

  private MpegHeader header() {
    return info != null ? info : Optional.ofNullable(first).orElseThrow().header();
  }

  private long infoStart() {
    return bodyStart - Optional.ofNullable(info).orElseThrow().frameLength();
  }

  private SeekedSegment from(FrameWalk.Place<MpegHeader> place) throws IOException {
    return new SeekedSegment(
        FrameReader.inside(place.header(), SYNTAX, input(place.position())),
        place.sample() - dropped,
        0);
  }

  // --- a constant bitrate

  /** The frame of that number behind the Info frame, where its place can be computed. */
  private Optional<FrameWalk.Place<MpegHeader>> jumped(MpegFrame start, long number)
      throws IOException {
    boolean counted = content.flatMap(InfoFrame::frames).orElse(0L) > number && before > 0;
    Optional<Long> length = content.flatMap(InfoFrame::bytes);
    if (!constantBitrate || !counted || length.isEmpty() || info == null) {
      return Optional.empty();
    }
    long frames = content.flatMap(InfoFrame::frames).orElseThrow() - 1;
    long reservoir = start.header().frameLength();
    double each = (double) (length.get() - info.frameLength() - reservoir) / frames;
    long predicted = bodyStart + reservoir + Math.round((number - 1) * each);
    ByteInput input = input(predicted - SHIFT);
    for (int at = 0; at <= 2 * SHIFT; at++) {
      Optional<MpegHeader> header = agreeing(input, at, start.header(), each);
      if (header.isPresent()) {
        return Optional.of(
            new FrameWalk.Place<>(
                predicted - SHIFT + at, number * start.header().samples(), header.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<MpegHeader> agreeing(
      ByteInput input, int offset, MpegHeader track, double each) throws IOException {
    Optional<MpegHeader> found = Optional.empty();
    int at = offset;
    for (int i = 0; i < AGREEING; i++) {
      Optional<MpegHeader> header =
          input.ensure(at + MpegHeader.LENGTH)
              ? MpegHeader.parse(input.peekInt(at))
              : Optional.empty();
      if (header.isEmpty()
          || !header.get().sameTrack(track)
          || Math.abs(header.get().frameLength() - each) > 1) {
        return Optional.empty();
      }
      found = i == 0 ? header : found;
      at += header.get().frameLength();
    }
    return found;
  }

  /** The last header is kept: in most streams most are the same. */
  private static final class Headers implements FrameWalk.Headers<MpegHeader> {
    private int newest;
    private Optional<MpegHeader> parsed = Optional.empty();

    @Override
    public int length() {
      return MpegHeader.LENGTH;
    }

    @Override
    public Optional<MpegHeader> at(ByteBuffer window, int offset) {
      int word = window.getInt(offset);
      if (word != newest) {
        newest = word;
        parsed = MpegHeader.parse(word);
      }
      return parsed;
    }

    @Override
    public int samples(MpegHeader header) {
      return header.samples();
    }
  }
}
