package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.frames.FrameScan;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
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
  private static final MpegSyntax SYNTAX = new MpegSyntax();

  /** What may stand behind the frames, in bytes. */
  private static final int TAGS = 64 << 10;

  private final FrameScan<MpegHeader, MpegFrame> frames;
  private final BodyTally body = new BodyTally();
  private Optional<InfoFrame> info = Optional.empty();
  private @Nullable MpegHeader infoHeader;
  private @Nullable MpegHeader newestRepeated;
  private OptionalInt repeated = OptionalInt.empty();

  /** Reads no more than the head. */
  private SegmentScan(SeekableByteChannel file) throws IOException {
    this.frames = new FrameScan<>(SYNTAX, MpegFrame.class, file);
    info(frames.input());
  }

  private void read() throws IOException {
    frames.read(infoHeader != null || frames.tag().ours(), this::count);
    if (body.frames() <= before()) {
      throw new MalformedSegmentException(
          "The file holds no frame but those that precede its first sample");
    }
  }

  /**
   * @throws MalformedSegmentException if the file holds no playable frame
   */
  static SegmentScan of(SeekableByteChannel file) throws IOException {
    SegmentScan scan = new SegmentScan(file);
    scan.read();
    return scan;
  }

  /** What the Info or Xing frame of a file promises, unless it is that of a part of the file. */
  static OptionalLong declaredSamples(SeekableByteChannel file) throws IOException {
    SegmentScan head = new SegmentScan(file);
    if (head.infoHeader == null || head.info.flatMap(InfoFrame::frames).isEmpty()) {
      return OptionalLong.empty();
    }
    long start = head.frames.input().position() - head.infoHeader.frameLength();
    long length = file.size() - start;
    if (head.info.get().bytes().filter(it -> Math.abs(it - length) > TAGS).isPresent()) {
      return OptionalLong.empty();
    }
    long all = head.info.get().frames().get() * head.infoHeader.samples();
    long dropped = head.info.get().trim().map(it -> it.atStart() + it.atEnd()).orElse(0);
    return all > dropped ? OptionalLong.of(all - dropped) : OptionalLong.empty();
  }

  /**
   * The head of the first part of a segment of ours that is being written, which says how long that
   * is: players would take it from the bitrate of the first frames, of which the reservoir frame
   * has another one. Empty where the head is not ours, or says it already.
   *
   * @param length how many bytes of the file count
   * @param samples how many samples these hold from the segment's first on
   */
  static Optional<byte[]> headSoFar(SeekableByteChannel file, long length, long samples)
      throws IOException {
    SegmentScan head = new SegmentScan(file);
    MpegHeader header = head.infoHeader;
    if (header == null
        || head.info.flatMap(InfoFrame::trim).isEmpty()
        || head.info.flatMap(InfoFrame::bytes).isPresent()
        || !InfoFrame.hasRoom(header)) {
      return Optional.empty();
    }
    int start = Math.toIntExact(head.frames.input().position() - header.frameLength());
    long frames = (PreRoll.samples(header) + samples) / header.samples();
    return Optional.of(
        MpegMuxer.joined(
            StoredBytes.read(file, 0, start), InfoFrame.soFar(header, frames, length - start)));
  }

  private void info(ByteInput input) throws IOException {
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

  private void count(MpegFrame frame) {
    if (body.frames() == 0) {
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

  private boolean layerTwo() {
    return frames.track().layer() == MpegHeader.Layer.TWO;
  }

  /** Whether the file was written by us. */
  private boolean ours() {
    return frames.tag().ours()
        || repeated.isPresent()
        || (layerTwo() && info.isEmpty() && frames.headNeverWritten());
  }

  /** Where the last whole frame ends, in bytes from the start of the file. */
  long end() {
    return frames.end();
  }

  private long samples() {
    long all = (body.frames() - before()) * frames.track().samples();
    boolean trimmed = repeated.isEmpty() && info.isPresent() && info.get().trim().isPresent();
    if (!trimmed) {
      return all;
    }
    InfoFrame.Trim trim = info.get().trim().get();
    return Math.max(0, all - trim.atStart() - trim.atEnd());
  }

  boolean sealed() throws IOException {
    return !frames.torn(ours()) && (!ours() || headAgrees());
  }

  private boolean headAgrees() {
    boolean agrees =
        infoHeader != null && info.isPresent() && info.get().agreesWith(infoHeader, body);
    return frames.tagCounts(samples()) && (layerTwo() || agrees);
  }

  InspectedSegment result() throws IOException {
    return new InspectedSegment(
        frames.track().format(),
        frames.tag().tags(),
        ours() ? (int) frames.bodyStart() : 0,
        end(),
        samples(),
        repeatedPackets(),
        layerTwo() ? PreRoll.FILTER_BANK : 0,
        frames.tag().chapters(),
        sealed(),
        frames.damages(ours()));
  }

  /**
   * The head that a seal would write into the room in front of the frames of a segment of ours.
   * Empty where that room is not what a head of ours leaves.
   */
  Optional<byte[]> sealedHead() {
    if (layerTwo()) {
      return ours()
          ? frames.sealedTag(frames.bodyStart(), samples(), body.places())
          : Optional.empty();
    }
    MpegHeader like = newestRepeated == null ? frames.track() : newestRepeated;
    MpegHeader header = infoHeader == null ? InfoFrame.header(like) : infoHeader;
    return repeated.isEmpty() || !InfoFrame.hasRoom(header)
        ? Optional.empty()
        : frames
            .sealedTag(frames.bodyStart() - header.frameLength(), samples(), body.places())
            .map(written -> MpegMuxer.joined(written, InfoFrame.sealed(header, body)));
  }
}
