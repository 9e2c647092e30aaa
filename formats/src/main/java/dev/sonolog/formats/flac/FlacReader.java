package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in any bytes that hold some, live or stored, with the head of the stream in
 * front or without it. Owned by whoever owns the input; one thread.
 *
 * <p>Every frame that is returned was proved by its CRC-16; to know where it ends, the reader waits
 * for the header behind it. What is no frame is told as damage. Whoever joins a live stream arrives
 * in the middle of a frame: less than a frame in front of the first is no damage. Tags and metadata
 * are none either.
 *
 * <p>A new track begins with each head of a stream, with each change of format, and behind a frame
 * that is smaller than the stream's: in a stream of one block size only the last frame may be so.
 *
 * <p>An input that ends before its first frame is one damage and the end.
 */
public final class FlacReader implements PacketReader {
  /**
   * What the input must be allowed to keep ahead of its cursor, in bytes: a frame is found when it
   * is not longer than what the input keeps, and one of 4,608 samples in eight channels of 24 bits
   * has 110,592 bytes. What capture keeps, 1 MiB, has room for any but the most absurd.
   */
  public static final int LOOK_AHEAD = 256 << 10;

  private final ByteInput input;
  private final FrameSearch search;
  private final long beginning;
  private Metadata metadata = Metadata.NONE;
  private @Nullable FlacTrack track;
  private State state = new State.Reading();

  private sealed interface State {
    /** Where a frame, a tag or a head should begin. */
    record Reading() implements State {}

    /** In a tag that ends at this position. */
    record InTag(long end) implements State {}

    /** In a head of a stream, in front of a block. */
    record InHead(MetadataReader head) implements State {}

    /** Behind a track header, in front of the title that came with it. */
    record Titled(String title) implements State {}

    record Ended() implements State {}

    record Refused(String why) implements State {}
  }

  /**
   * A reader that searches its first frame from the input's position on.
   *
   * @throws IllegalArgumentException if the input keeps less than {@link #LOOK_AHEAD} bytes
   */
  public FlacReader(ByteInput input) {
    if (input.limit() < LOOK_AHEAD) {
      throw new IllegalArgumentException(
          "The input keeps " + input.limit() + " bytes ahead; FLAC needs " + LOOK_AHEAD);
    }
    this.input = input;
    this.search = new FrameSearch(input);
    this.beginning = input.position();
  }

  /** A reader that stands behind a head that was read already. */
  static FlacReader behind(Metadata head, ByteInput input) {
    FlacReader reader = new FlacReader(input);
    reader.metadata = head;
    return reader;
  }

  @Override
  public StreamElement next() throws IOException {
    Optional<StreamElement> element = step();
    while (element.isEmpty()) {
      element = step();
    }
    return element.get();
  }

  private Optional<StreamElement> step() throws IOException {
    return switch (state) {
      case State.Reading() -> read();
      case State.InTag(long end) -> skipTag(end);
      case State.InHead(MetadataReader head) -> readHead(head);
      case State.Titled(String title) -> title(title);
      case State.Ended() -> Optional.of(new StreamElement.End());
      case State.Refused(String why) -> throw new UnsupportedFormatException(why);
    };
  }

  private Optional<StreamElement> read() throws IOException {
    if (!input.ensure(1)) {
      state = new State.Ended();
      return Optional.empty();
    }
    OptionalInt tag = ForeignTag.at(input, 0);
    if (tag.isPresent()) {
      state = new State.InTag(input.position() + tag.getAsInt());
      return Optional.empty();
    }
    return switch (search.next(metadata.info(), input.limit())) {
      case FrameSearch.Found.Frame found when found.start() == 0 -> frame(found);
      case FrameSearch.Found.Frame found -> before(found);
      case FrameSearch.Found.Metadata(int start) when start == 0 -> enterHead();
      case FrameSearch.Found.Metadata(int start) -> junk(start, "no frame begins in these bytes");
      case FrameSearch.Found.Nothing(int bytes, boolean ended) -> nothing(bytes, ended);
    };
  }

  // --- frames

  private Optional<StreamElement> frame(FrameSearch.Found.Frame found)
      throws UnsupportedFormatException {
    FlacFrameHeader header = found.header();
    if (track == null || !track.continuedBy(header, metadata.info())) {
      return announce(header);
    }
    track = track.with(header);
    return Optional.of(new FlacFrame(header, input.take(found.length()), input.position()));
  }

  private Optional<StreamElement> announce(FlacFrameHeader first)
      throws UnsupportedFormatException {
    FlacTrack next = FlacTrack.of(Codec.FLAC, first, metadata.info(), metadata.vendor());
    track = next;
    if (metadata.title().isPresent()) {
      state = new State.Titled(metadata.title().get());
      metadata = metadata.withoutTitle();
    }
    return Optional.of(next.header());
  }

  private Optional<StreamElement> title(String title) {
    state = new State.Reading();
    return Optional.of(new StreamElement.Title(title));
  }

  private Optional<StreamElement> before(FrameSearch.Found.Frame found)
      throws UnsupportedFormatException {
    int longest =
        FlacTrack.of(Codec.FLAC, found.header(), metadata.info(), "")
            .verbatimLength(found.header().blockSize());
    boolean joined = track == null && metadata.info().isEmpty() && input.position() == beginning;
    if (joined && found.start() < longest) {
      input.skip(found.start());
      return Optional.empty();
    }
    return junk(found.start(), "no whole frame is in these bytes");
  }

  private Optional<StreamElement> junk(int count, String reason) {
    long from = input.position();
    input.skip(count);
    return Optional.of(new StreamElement.Damage(from, count, reason));
  }

  private Optional<StreamElement> nothing(int bytes, boolean ended) {
    if (ended) {
      return junk(bytes, "no whole frame up to the end");
    }
    if (track == null && metadata.info().isEmpty()) {
      state = new State.Refused(unknown());
      return Optional.empty();
    }
    return junk(bytes, "no frame for so many bytes");
  }

  private String unknown() {
    StringBuilder text = new StringBuilder("No frame of FLAC in ");
    text.append(input.limit()).append(" bytes, which begin");
    for (int i = 0; i < Math.min(12, input.buffered()); i++) {
      text.append(String.format(Locale.ROOT, " %02X", input.peek(i)));
    }
    return text.append("; FLAC was expected").toString();
  }

  // --- what is no frame

  private Optional<StreamElement> skipTag(long end) throws IOException {
    while (input.position() < end && input.ensure(1)) {
      input.skip((int) Math.min(input.buffered(), end - input.position()));
    }
    state = new State.Reading();
    return Optional.empty();
  }

  private Optional<StreamElement> enterHead() {
    state = new State.InHead(new MetadataReader(input));
    return Optional.empty();
  }

  private Optional<StreamElement> readHead(MetadataReader head) throws IOException {
    metadata = head.read();
    track = null;
    state = new State.Reading();
    return Optional.empty();
  }
}
