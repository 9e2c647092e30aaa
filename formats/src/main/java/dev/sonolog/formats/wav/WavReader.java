package dev.sonolog.formats.wav;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.frames.ForeignContent;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.tags.TagContent;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the samples of a WAVE form, live or stored, in blocks of at most a tenth of a second. Where
 * the head does not know how long they are they go on to the end of the input. Behind them come
 * chunks that nobody here needs, or another form. Owned by whoever owns the input; one thread.
 *
 * <p>An input that ends in front of its first sample is one damage and the end.
 */
public final class WavReader implements PacketReader {
  /** What the input must be allowed to keep ahead of its cursor, in bytes. */
  public static final int LOOK_AHEAD = 128 << 10;

  /** How far is looked for the beginning of a form, in bytes. */
  static final int SEARCH_LIMIT = 64 << 10;

  /** No block is longer, in bytes, unless a single frame is. */
  private static final int MAX_BLOCK = 32 << 10;

  private static final int BLOCKS_PER_SECOND = 10;

  private final ByteInput input;
  private State state = new State.Searching(false);

  private sealed interface State {
    /** In front of a form; {@code behind} another one. */
    record Searching(boolean behind) implements State {}

    record InHead(HeadReader head, long start) implements State {}

    record InSamples(WavHead head) implements State {}

    /** In front of samples whose head was read already. */
    record Announcing(WavHead head) implements State {}

    /** Behind the samples, in front of a chunk. */
    record Behind() implements State {}

    /** In a chunk that ends at this position. */
    record Passing(long end) implements State {}

    record Ended() implements State {}

    record Refused(String why) implements State {}
  }

  WavReader(ByteInput input) {
    this.input = input;
  }

  /**
   * A reader that stands in front of a sample.
   *
   * @param length of the samples that follow, in bytes
   */
  static WavReader inside(WaveFormat format, long length, ByteInput input) {
    WavReader reader = new WavReader(input);
    long start = input.position();
    reader.state =
        new State.Announcing(
            new WavHead(
                format, TagContent.NONE, start, start, OptionalLong.of(length), start + length));
    return reader;
  }

  @Override
  public StreamElement next() throws IOException {
    Optional<StreamElement> element = Optional.empty();
    while (element.isEmpty()) {
      element =
          switch (state) {
            case State.Searching(boolean behind) -> search(behind);
            case State.InHead(HeadReader head, long start) -> head(head, start);
            case State.InSamples(WavHead head) -> samples(head);
            case State.Announcing(WavHead head) -> announce(head);
            case State.Behind() -> behind();
            case State.Passing(long end) -> pass(end);
            case State.Ended() -> Optional.of(new StreamElement.End());
            case State.Refused(String why) -> throw new UnsupportedFormatException(why);
          };
    }
    return element.get();
  }

  // --- in front of a form

  private Optional<StreamElement> search(boolean behind) throws IOException {
    int limit = Math.min(SEARCH_LIMIT, input.limit());
    OptionalInt found = HeadReader.find(input, limit);
    if (found.isPresent() && found.getAsInt() == 0) {
      state = new State.InHead(new HeadReader(input), input.position());
      return Optional.empty();
    }
    boolean more = found.isPresent() || input.ensure(limit);
    if (!behind && found.isEmpty() && more) {
      refuse();
    }
    int junk = found.orElse(more ? limit - HeadReader.FORM_HEADER : input.buffered());
    state = more ? state : new State.Ended();
    return damage(junk, "no WAV file begins in these bytes");
  }

  private void refuse() throws IOException {
    String why =
        ForeignContent.signature(input, "WAV")
            .orElse("Bytes in which no WAV file (RIFF, RF64 or BW64) begins");
    state = new State.Refused(why);
    throw new UnsupportedFormatException(why);
  }

  private Optional<StreamElement> damage(int bytes, String reason) {
    if (bytes == 0) {
      return Optional.empty();
    }
    long position = input.position();
    input.skip(bytes);
    return Optional.of(new StreamElement.Damage(position, bytes, reason));
  }

  // --- the head and the samples

  private Optional<StreamElement> head(HeadReader reader, long start) throws IOException {
    try {
      Optional<WavHead> head = reader.read();
      if (head.isPresent()) {
        state = new State.InSamples(head.get());
        return Optional.of(head.get().format().header());
      }
    } catch (UnsupportedFormatException e) {
      state = new State.Refused(String.valueOf(e.getMessage()));
      throw e;
    }
    input.skip(input.buffered());
    state = new State.Ended();
    return Optional.of(
        new StreamElement.Damage(
            start, input.position() - start, "a WAV file that ends in front of its samples"));
  }

  private Optional<StreamElement> announce(WavHead head) {
    state = new State.InSamples(head);
    return Optional.of(head.format().header());
  }

  private Optional<StreamElement> samples(WavHead head) throws IOException {
    int frame = head.format().frameLength();
    long left = head.dataEnd() - input.position();
    int wanted = (int) Math.min(blockLength(head.format()), left / frame * frame);
    boolean whole = input.ensure(Math.max(wanted, (int) Math.min(left, frame)));
    int length = whole ? wanted : Math.min(wanted, input.buffered() / frame * frame);
    if (length > 0) {
      byte[] bytes = input.take(length);
      return Optional.of(new PcmBlock(bytes, length / frame, input.position()));
    }
    return ended(head, (int) Math.min(left, input.buffered()));
  }

  private int blockLength(WaveFormat format) {
    int frame = format.frameLength();
    long most = Math.min(MAX_BLOCK, input.limit()) / frame;
    return (int) Math.clamp(format.rate().hertz() / BLOCKS_PER_SECOND, 1, Math.max(1, most))
        * frame;
  }

  private Optional<StreamElement> ended(WavHead head, int torn) throws IOException {
    boolean odd = (head.dataLength().orElse(0) & 1) == 1;
    boolean pad = odd && input.ensure(torn + 1) && input.peek(torn) == 0;
    Optional<StreamElement> damage = damage(torn, "a frame of samples without its end");
    state = pad ? new State.Passing(input.position() + 1) : new State.Behind();
    return damage;
  }

  // --- behind the samples

  private Optional<StreamElement> behind() throws IOException {
    boolean chunk = input.ensure(ChunkId.HEADER) && ChunkId.plausible(input.peekInt(0));
    if (chunk && HeadReader.find(input, HeadReader.FORM_HEADER).isEmpty()) {
      long length = Integer.toUnsignedLong(Integer.reverseBytes(input.peekInt(4)));
      state = new State.Passing(input.position() + ChunkId.HEADER + length + (length & 1));
    } else {
      state = new State.Searching(true);
    }
    return Optional.empty();
  }

  private Optional<StreamElement> pass(long end) throws IOException {
    while (input.position() < end && input.ensure(1)) {
      input.skip((int) Math.min(input.buffered(), end - input.position()));
    }
    state = input.position() == end ? new State.Behind() : new State.Ended();
    return Optional.empty();
  }
}
