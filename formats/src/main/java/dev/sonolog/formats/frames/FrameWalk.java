package dev.sonolog.formats.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Finds the frame that holds a sample by walking from header to header, as frames do not say which
 * they are. Copies the file through a small window and makes an object of a header only where it
 * differs from the one before. Made for one search; one thread.
 *
 * @param <H> what a frame's header is parsed into
 */
public final class FrameWalk<H extends FrameHeader<H>> {
  /** In bytes; longer than any frame. */
  private static final int WINDOW = 256 << 10;

  /** How the headers of one kind of frames are read out of a window. */
  public interface Headers<H> {
    /** The bytes of a header. */
    int length();

    /** The header that begins there, if one does; as many bytes as it has are there. */
    Optional<H> at(ByteBuffer window, int offset);

    /** The samples per channel of such a frame. */
    int samples(H header);
  }

  /**
   * A frame.
   *
   * @param position of its first byte in the file
   * @param sample its first, counted from the first frame walked over
   * @param header its own
   */
  public record Place<H>(long position, long sample, H header) {}

  private final SeekableByteChannel file;
  private final Headers<H> headers;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
  private final long[] positions;
  private long windowStart;
  private long begun;
  private long frames;

  /** The last frame whose position is known; the file may end behind it. */
  private long newest;

  /**
   * @param lead how many frames in front of the one that is looked for are wanted besides
   */
  public FrameWalk(SeekableByteChannel file, Headers<H> headers, int lead) {
    this.file = file;
    this.headers = headers;
    this.positions = new long[lead + 1];
    window.limit(0);
  }

  /**
   * The frame so many frames in front of the one that holds a sample, or of the end; the first one
   * where there are not so many.
   *
   * @param start where the first frame begins, in bytes
   * @param first the header of the first frame
   * @param known a frame to begin at, at least as many in front of the one that is looked for
   * @return empty where the frames do not follow each other up to there without anything between
   */
  public Optional<Place<H>> find(long start, H first, FramePlaces.Known known, long sample)
      throws IOException {
    long position = start + known.position();
    long end = file.size() - headers.length();
    int each = headers.samples(first);
    windowStart = position;
    begun = known.frame();
    frames = begun;
    newest = -1;
    while (position <= end) {
      Optional<H> header = headers.at(window, ensured(position));
      if (header.isEmpty()
          || !header.get().sameTrack(first)
          || headers.samples(header.get()) != each) {
        return Optional.empty();
      }
      positions[(int) (frames % positions.length)] = position;
      newest = frames;
      if (sample < (frames + 1) * each) {
        break;
      }
      frames++;
      position += header.get().frameLength();
    }
    return led(each);
  }

  private Optional<Place<H>> led(int each) throws IOException {
    long index = Math.max(begun, newest - (positions.length - 1));
    if (newest <= 0) {
      return Optional.empty();
    }
    long position = positions[(int) (index % positions.length)];
    Optional<H> header = headers.at(window, ensured(position));
    return header.map(it -> new Place<>(position, index * each, it));
  }

  /** Where a header at a position of the file lies in the window. */
  private int ensured(long position) throws IOException {
    long offset = position - windowStart;
    if (offset < 0 || offset + headers.length() > window.limit()) {
      window.clear();
      file.position(position);
      while (window.position() < headers.length() && file.read(window) >= 0) {
        // until a header is there
      }
      window.flip();
      windowStart = position;
      offset = 0;
    }
    return (int) offset;
  }
}
