package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.SeekedSegment;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Finds the frame that holds a sample of a segment of ours by the numbers that the frames bear:
 * halves the file until reading on is cheaper. Made for one search.
 */
final class FlacSeek {
  /** Many frames, in bytes: those that lie within are the cheapest to read. */
  private static final int READ_BUFFER = 256 << 10;

  /** One frame or two, in bytes. */
  private static final int GLANCE = 24 << 10;

  private static final int LOOK_AHEAD = 1 << 20;

  /** Halving ends where reading is cheaper, in bytes. */
  private static final int CLOSE = 128 << 10;

  private final SeekableByteChannel file;
  private final StoredHead head;

  /** Where a frame begins, in bytes and in samples. */
  private record Place(long position, long sample) {}

  FlacSeek(SeekableByteChannel file) throws IOException {
    this.file = file;
    this.head = StoredHead.read(StoredHead.open(file));
  }

  SeekedSegment to(long sample) throws IOException {
    Place place = new Place(head.length(), 0);
    long end = file.size();
    while (end - place.position() > CLOSE) {
      long middle = (place.position() + end) >>> 1;
      Optional<Place> found = frameFrom(middle);
      if (found.isPresent()
          && found.get().sample() <= sample
          && found.get().sample() > place.sample()) {
        place = found.get();
      } else {
        end = middle;
      }
    }
    ByteInput input = input(place.position(), READ_BUFFER);
    FlacReader reader =
        head.metadata().info().isPresent()
            ? FlacReader.behind(head.metadata(), input)
            : new FlacReader(input);
    return new SeekedSegment(reader, place.sample(), 0);
  }

  private ByteInput input(long position, int chunk) throws IOException {
    return new ByteInput(Channels.newInputStream(file.position(position)), LOOK_AHEAD, chunk);
  }

  private Optional<Place> frameFrom(long position) throws IOException {
    FrameSearch search = new FrameSearch(input(position, GLANCE));
    return switch (search.next(head.metadata().info(), LOOK_AHEAD)) {
      case FrameSearch.Found.Frame(int start, FlacFrameHeader header, int _) ->
          Optional.of(new Place(position + start, sample(header)));
      case FrameSearch.Found.Metadata _, FrameSearch.Found.Nothing _ -> Optional.empty();
    };
  }

  /** All frames but the last of a stream of one size have that. */
  private long sample(FlacFrameHeader header) {
    int size =
        head.metadata()
            .info()
            .filter(StreamInfo::hasOneBlockSize)
            .map(StreamInfo::maxBlockSize)
            .orElse(header.blockSize());
    return switch (header.strategy()) {
      case FIXED -> header.number() * size;
      case VARIABLE -> header.number();
    };
  }
}
