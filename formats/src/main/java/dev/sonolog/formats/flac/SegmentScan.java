package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.EmptySegmentException;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.frames.DamageList;
import dev.sonolog.formats.tags.TagContent;
import dev.sonolog.formats.tags.VorbisComment;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a whole file: what its head says, and what its frames are. Made for one
 * inspection; knows a segment of ours by its comment, or, when the head was never written, by the
 * zeros in its place. Every frame's CRC is checked; frames are decoded only where the head is to be
 * written or says that some cannot be.
 */
final class SegmentScan {
  private final SeekableByteChannel file;
  private final StoredHead head;
  private final DamageList damages = new DamageList();
  private TagContent tag = TagContent.NONE;
  private @Nullable FlacTrack track;
  private @Nullable BodyTally body;
  private long end;

  private SegmentScan(SeekableByteChannel file) throws IOException {
    this.file = file;
    ByteInput input = StoredHead.open(file);
    this.head = StoredHead.read(input);
    this.end = head.length();
    walk(head.body(input));
  }

  /**
   * @throws EmptySegmentException if the file is one of ours without a frame
   * @throws MalformedSegmentException if the file holds no frame
   */
  static SegmentScan of(SeekableByteChannel file) throws IOException {
    try {
      SegmentScan scan = new SegmentScan(file);
      scan.finish();
      return scan;
    } catch (UnsupportedFormatException e) {
      throw new MalformedSegmentException(String.valueOf(e.getMessage()));
    }
  }

  private void walk(FlacReader reader) throws IOException {
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      switch (element) {
        case StreamElement.Damage damage -> damages.add(damage);
        case StreamElement.TrackHeader header -> begin(FlacTrack.of(header));
        case FlacFrame frame -> count(frame);
        case StreamElement.Packet other -> throw new IllegalStateException("No frame: " + other);
        case StreamElement.Title _, StreamElement.Lost _, StreamElement.End _ -> {}
      }
      element = reader.next();
    }
  }

  private void begin(FlacTrack next) {
    if (track == null) {
      track = next;
      body = new BodyTally(next);
    }
  }

  private void count(FlacFrame frame) {
    if (track().sameSound(frame.header(), head.metadata().info())) {
      body().skip(frame.position() - head.length() - body().bytes());
      body().add(frame.header(), frame.bytes().length);
    } else {
      damages.add(
          new StreamElement.Damage(
              frame.position(), frame.bytes().length, "a frame of another format"));
    }
    end = frame.endPosition();
  }

  private void finish() throws IOException {
    if (body == null || body.frames() == 0) {
      tag = tag(Optional.empty());
      throw tag.ours() && file.size() == head.length()
          ? new EmptySegmentException()
          : new MalformedSegmentException("The file holds no whole frame");
    }
    tag = tag(Optional.of(track().format().rate().duration(body().samples())));
    if (sealed() && ours() && md5().equals(StreamInfo.NO_MD5)) {
      tellUndecodable();
    }
  }

  private TagContent tag(Optional<Duration> length) {
    return head.metadata()
        .comment()
        .map(comment -> VorbisComment.read(comment, length).content())
        .orElse(TagContent.NONE);
  }

  // --- what was found

  private FlacTrack track() {
    if (track == null) {
      throw new IllegalStateException("No frame was read");
    }
    return track;
  }

  private BodyTally body() {
    if (body == null) {
      throw new IllegalStateException("No frame was read");
    }
    return body;
  }

  private String md5() {
    return head.metadata().info().map(StreamInfo::md5).orElse(StreamInfo.NO_MD5);
  }

  /** Whether the file was written by us. */
  boolean ours() {
    return tag.ours() || head.unwritten();
  }

  /** Where the last whole frame ends, in bytes from the start of the file. */
  long end() {
    return end;
  }

  private boolean torn() throws IOException {
    return ours() ? file.size() != end : damages.reachFrom(end);
  }

  boolean sealed() throws IOException {
    return !torn() && (!ours() || headAgrees());
  }

  private boolean headAgrees() {
    boolean counted = tag.samples().isPresent() && tag.samples().getAsLong() == body().samples();
    boolean table =
        !head.replaceable()
            || Arrays.equals(head.metadata().seekTable().orElse(new byte[0]), body().seekTable());
    return counted && table && head.metadata().info().equals(Optional.of(body().info(md5())));
  }

  InspectedSegment result() throws IOException {
    return new InspectedSegment(
        track().format(),
        tag.tags(),
        ours() ? (int) head.length() : 0,
        end,
        body().samples(),
        0,
        0,
        tag.chapters(),
        sealed(),
        damages.from(0));
  }

  // --- what only decoding can tell

  /**
   * The head that a seal would write. Empty where the present one is of another length: then it
   * stays, as it says more than a new one could.
   */
  Optional<byte[]> sealedHead() throws IOException {
    if (!ours() || !head.replaceable()) {
      return Optional.empty();
    }
    PcmDigest digest = new PcmDigest(track().setup().bitDepth());
    forEachFrame(frame -> digest.add(frame.header(), frame.bytes()));
    return Optional.of(
        SegmentHead.sealed(
            body(), digest.finish(), head.metadata().vendor(), tag.tags(), tag.chapters()));
  }

  private void tellUndecodable() throws IOException {
    FlacDecoder decoder = new FlacDecoder();
    forEachFrame(
        frame -> {
          try {
            decoder.decode(frame.header(), track().setup().bitDepth(), frame.bytes());
          } catch (MalformedFrameException e) {
            String reason = "a frame that cannot be decoded: " + e.getMessage();
            damages.add(new StreamElement.Damage(frame.position(), frame.bytes().length, reason));
          }
        });
  }

  private void forEachFrame(Consumer<FlacFrame> action) throws IOException {
    ByteInput input = StoredHead.open(file);
    StoredHead.read(input);
    FlacReader reader = head.body(input);
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      if (element instanceof FlacFrame frame
          && track().sameSound(frame.header(), head.metadata().info())) {
        action.accept(frame);
      }
      element = reader.next();
    }
  }
}
