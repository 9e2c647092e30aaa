package dev.sonolog.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Takes the metadata blocks out of a SHOUTcast stream: after every {@code interval} bytes of audio
 * stands a byte that says, in units of 16 bytes, how long the text is that follows. What is read
 * here is audio alone; the titles are kept with their places in it until they are asked for.
 *
 * <p>The protocol has no way to find its place again. Once a block cannot be text, bytes were lost
 * or doubled on the way, and from then on text would be recorded as audio and audio thrown away as
 * text: reading fails with {@link CaptureFailure.Kind#LOST}, the run ends and the next connection
 * counts afresh. What was read before stays valid; the audio reader reports the damaged place
 * itself.
 *
 * <p>Owned and read by one connection's thread. After an exception of the stream below, reading
 * goes on where it stood.
 */
final class IcyInput extends InputStream {
  /** The longest interval that is believed, in bytes; real ones are 8 or 16 KiB. */
  static final int MAX_INTERVAL = 16 << 20;

  /** A block's length byte counts these. */
  static final int UNIT = 16;

  /** The most titles kept for a reader that looks far ahead; older ones give way. */
  static final int MAX_WAITING = 256;

  /** A title and the count of audio bytes before it. */
  record Placed(long position, String text) {}

  private final InputStream in;
  private final int interval;
  private final Optional<Charset> charset;
  private final Deque<Placed> waiting = new ArrayDeque<>();
  private Optional<String> last = Optional.empty();
  private long position;
  private int untilBlock;
  private byte[] block = new byte[0];
  private int blockFilled;

  /**
   * @param interval bytes of audio between two blocks, 1 to {@value #MAX_INTERVAL}
   * @param charset the charset of titles that are not UTF-8
   */
  IcyInput(InputStream in, int interval, Optional<Charset> charset) {
    if (interval < 1 || interval > MAX_INTERVAL) {
      throw new IllegalArgumentException("Interval " + interval + " is outside 1.." + MAX_INTERVAL);
    }
    this.in = in;
    this.interval = interval;
    this.charset = charset;
    this.untilBlock = interval;
  }

  /** The next title that stands at or before {@code audioPosition}; it is given once. */
  Optional<Placed> titleUpTo(long audioPosition) {
    Placed next = waiting.peekFirst();
    return next != null && next.position() <= audioPosition
        ? Optional.of(waiting.removeFirst())
        : Optional.empty();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (untilBlock == 0 && !readBlock()) {
      return -1;
    }
    int count = in.read(target, offset, Math.min(length, untilBlock));
    if (count > 0) {
      untilBlock -= count;
      position += count;
    }
    return count;
  }

  private boolean readBlock() throws IOException {
    if (block.length == 0) {
      int units = in.read();
      if (units < 0) {
        return false;
      }
      block = new byte[units * UNIT];
      blockFilled = 0;
    }
    if (!fillBlock()) {
      return false;
    }
    byte[] whole = block;
    block = new byte[0];
    untilBlock = interval;
    take(whole);
    return true;
  }

  private boolean fillBlock() throws IOException {
    while (blockFilled < block.length) {
      int count = in.read(block, blockFilled, block.length - blockFilled);
      if (count < 0) {
        return false;
      }
      blockFilled += count;
    }
    return true;
  }

  private void take(byte[] whole) throws IOException {
    if (whole.length == 0) {
      return;
    }
    IcyBlock read = new IcyBlock(whole, charset);
    if (!read.isText()) {
      throw new CaptureFailure(
          CaptureFailure.Kind.LOST,
          "Lost step with the titles in the stream after "
              + position
              + " bytes of audio: what should be text is not. Bytes were lost on the way");
    }
    read.title().filter(title -> !last.equals(Optional.of(title))).ifPresent(this::note);
  }

  private void note(String title) {
    last = Optional.of(title);
    if (waiting.size() == MAX_WAITING) {
      waiting.removeFirst();
    }
    waiting.addLast(new Placed(position, title));
  }
}
