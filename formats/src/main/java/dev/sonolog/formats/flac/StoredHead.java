package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalInt;

/**
 * What stands in front of the frames of a file.
 *
 * @param metadata what it says
 * @param length in bytes from the start of the file
 * @param unwritten whether it is the room for a head of ours, and nothing but zeros: the writer was
 *     killed, or the power failed, before it was on disk
 */
record StoredHead(Metadata metadata, long length, boolean unwritten) {
  private static final int READ_BUFFER = 64 << 10;

  /** How far a frame may reach, in bytes. */
  private static final int LOOK_AHEAD = 1 << 20;

  /** The file from its start on. */
  static ByteInput open(SeekableByteChannel file) throws IOException {
    int buffer = Math.clamp(file.size(), 1, READ_BUFFER);
    return new ByteInput(
        new BufferedInputStream(Channels.newInputStream(file.position(0)), buffer), LOOK_AHEAD);
  }

  /** Reads the head; the input stands behind it afterwards. */
  static StoredHead read(ByteInput input) throws IOException {
    if (isUnwritten(input)) {
      input.skip(SegmentHead.LENGTH);
      return new StoredHead(Metadata.NONE, input.position(), true);
    }
    skipTag(input);
    boolean present = new FrameSearch(input).streamAt(0);
    Metadata metadata = present ? new MetadataReader(input).read() : Metadata.NONE;
    return new StoredHead(metadata, input.position(), false);
  }

  private static boolean isUnwritten(ByteInput input) throws IOException {
    boolean zeros = input.ensure(SegmentHead.LENGTH + FlacFrameHeader.MIN_LENGTH);
    for (int at = 0; zeros && at < SegmentHead.LENGTH; at++) {
      zeros = input.peek(at) == 0;
    }
    return zeros
        && FlacFrameHeader.isSync(
            input.peek(SegmentHead.LENGTH), input.peek(SegmentHead.LENGTH + 1));
  }

  private static void skipTag(ByteInput input) throws IOException {
    OptionalInt tag = ForeignTag.at(input, 0);
    long end = tag.orElse(0);
    while (input.position() < end && input.ensure(1)) {
      input.skip((int) Math.min(input.buffered(), end - input.position()));
    }
  }

  /** The frames behind it. */
  FlacReader body(ByteInput input) {
    return metadata.info().isPresent() ? FlacReader.behind(metadata, input) : new FlacReader(input);
  }

  /** Whether a head of ours fits exactly in its place. */
  boolean replaceable() {
    return length == SegmentHead.LENGTH;
  }
}
