package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.VorbisComment;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads one head of a stream: "fLaC" and the metadata blocks behind it (RFC 9639, 8). Blocks that
 * nobody needs here, such as pictures, are skipped without being kept. After a failure of the input
 * a new call goes on where it stood. Owned by one reader.
 */
final class MetadataReader {
  /** A longer comment or seek table is not looked into, in bytes. */
  static final int MAX_KEPT = 64 << 10;

  /** What claims to be a longer head is none from there on, in bytes: room for many pictures. */
  static final long MAX_LENGTH = 64L << 20;

  private static final int HEADER = 4;
  private static final int STREAM_INFO = 0;
  private static final int SEEK_TABLE = 3;
  private static final int COMMENT = 4;
  private static final int FORBIDDEN = 127;

  private final ByteInput input;
  private final long from;
  private Optional<StreamInfo> info = Optional.empty();
  private Optional<byte[]> comment = Optional.empty();
  private Optional<byte[]> seekTable = Optional.empty();
  private long blockEnd;
  private boolean last;

  /** A reader that stands in front of "fLaC". */
  MetadataReader(ByteInput input) {
    this.input = input;
    this.from = input.position();
    this.blockEnd = from + HEADER;
  }

  /** All that the head says; the input stands behind it, or at its end if it is cut off. */
  Metadata read() throws IOException {
    skipToEnd();
    while (!last && input.ensure(HEADER) && !endless()) {
      block(input.peekInt(0));
      skipToEnd();
    }
    return content();
  }

  private boolean endless() {
    int type = input.peek(0) & 0x7F;
    return type == FORBIDDEN || input.position() - from > MAX_LENGTH;
  }

  private void block(int header) throws IOException {
    int length = header & 0xFF_FFFF;
    int type = (header >>> 24) & 0x7F;
    boolean kept = type == STREAM_INFO || type == SEEK_TABLE || type == COMMENT;
    if (kept && length <= MAX_KEPT && input.ensure(HEADER + length)) {
      take(type, input.peekBytes(HEADER, length));
    }
    blockEnd = input.position() + HEADER + length;
    last = header < 0;
  }

  private void take(int type, byte[] content) {
    switch (type) {
      case STREAM_INFO -> info = info.or(() -> StreamInfo.parse(content));
      case SEEK_TABLE -> seekTable = Optional.of(content);
      default -> comment = Optional.of(content);
    }
  }

  private void skipToEnd() throws IOException {
    while (input.position() < blockEnd && input.ensure(1)) {
      input.skip((int) Math.min(input.buffered(), blockEnd - input.position()));
    }
  }

  private Metadata content() {
    Optional<VorbisComment.Read> read =
        comment.map(bytes -> VorbisComment.read(bytes, Optional.empty()));
    return new Metadata(
        info,
        comment,
        seekTable,
        read.map(VorbisComment.Read::vendor).orElse(""),
        read.filter(it -> !it.content().ours()).flatMap(VorbisComment.Read::title));
  }
}
