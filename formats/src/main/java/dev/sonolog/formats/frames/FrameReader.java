package dev.sonolog.formats.frames;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in any bytes that hold some, live or stored. Owned by whoever owns the input;
 * one thread.
 *
 * <p>The first frame counts when four headers in a row agree, any later one when it stands where
 * the one before it ends. Where it does not, the reader says how many bytes it had to skip: a frame
 * in whose middle another begins was broken off, and is skipped up to there; else the frame is
 * whole, and what follows it is skipped up to two agreeing headers. To tell the two apart, a frame
 * is returned once the header behind it is there.
 *
 * <p>Whoever joins a live stream arrives in the middle of a frame: less than the longest frame in
 * front of the first header is no damage. Tags between frames are none either.
 *
 * <p>An input that ends before its first frame, and is not recognised as something else, is one
 * damage and the end.
 *
 * @param <H> what a frame's header is parsed into
 */
public final class FrameReader<H extends FrameHeader<H>> implements PacketReader {
  /** An input without a frame in so many bytes holds none, in bytes. */
  public static final int SEARCH_LIMIT = 128 << 10;

  /** How many headers must agree where nothing was known before, or something else. */
  public static final int FIRST_SYNC = 4;

  /** How many headers must agree to go on with the known track. */
  private static final int RESYNC = 2;

  private final FrameSyntax<H> syntax;
  private final ByteInput input;
  private final FrameChain<H> chain;
  private final ForeignContent beginning;
  private @Nullable H track;

  /** The header behind the frame that was returned, and where it stands. */
  private @Nullable H ahead;

  private long aheadAt;
  private State<H> state;

  private sealed interface State<H> {
    /** Looking for a frame; {@code from} is where the skipped bytes begin. */
    record Searching<H>(long from) implements State<H> {}

    /** In a tag that ends at this position. */
    record InTag<H>(long end) implements State<H> {}

    /** In front of the first frame of a track that was not announced yet. */
    record Joined<H>(H first) implements State<H> {}

    /** Where the next frame should begin. */
    record InSync<H>(H track) implements State<H> {}

    record Ended<H>() implements State<H> {}

    record Refused<H>(String why) implements State<H> {}
  }

  /**
   * A reader that searches its first frame from the input's position on.
   *
   * @throws IllegalArgumentException if the input keeps less than {@link #lookAhead} bytes
   */
  public FrameReader(FrameSyntax<H> syntax, ByteInput input) {
    if (input.limit() < lookAhead(syntax)) {
      throw new IllegalArgumentException(
          String.format(
              "The input keeps %d bytes ahead; %s needs %d",
              input.limit(), syntax.name(), lookAhead(syntax)));
    }
    this.syntax = syntax;
    this.input = input;
    this.chain = new FrameChain<>(syntax, input);
    this.beginning = new ForeignContent(syntax);
    this.state = new State.Searching<>(input.position());
  }

  /** A reader that stands in front of a frame of a known track: it need not search. */
  public static <H extends FrameHeader<H>> FrameReader<H> inside(
      H track, FrameSyntax<H> syntax, ByteInput input) {
    FrameReader<H> reader = new FrameReader<>(syntax, input);
    reader.state = new State.Joined<>(track);
    return reader;
  }

  /** What the input must be allowed to keep ahead of its cursor: the first frames, in bytes. */
  public static int lookAhead(FrameSyntax<?> syntax) {
    return (FIRST_SYNC + 1) * syntax.maxFrameLength();
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
      case State.Searching<H>(long from) -> search(from);
      case State.InTag<H>(long end) -> skipTag(end);
      case State.Joined<H>(H first) -> announce(first);
      case State.InSync<H>(H known) -> follow(known);
      case State.Ended<H>() -> Optional.of(new StreamElement.End());
      case State.Refused<H>(String why) -> throw new UnsupportedFormatException(why);
    };
  }

  private Optional<StreamElement> announce(H first) {
    track = first;
    state = new State.InSync<>(first);
    return Optional.of(syntax.trackHeader(first));
  }

  // --- in sync

  private Optional<StreamElement> follow(H known) throws IOException {
    H next = ahead;
    if (next != null && aheadAt == input.position() && next.sameTrack(known)) {
      return frame(next);
    }
    if (!input.ensure(syntax.headerLength())) {
      return end("the last bytes are no frame");
    }
    if (enterTag()) {
      return Optional.empty();
    }
    Optional<H> header = chain.headerAt(0);
    if (header.isPresent() && header.get().sameTrack(known)) {
      return frame(header.get());
    }
    boolean changed = header.isPresent() && chain.standsAt(0, header.get(), FIRST_SYNC);
    state = changed ? new State.Joined<>(header.get()) : new State.Searching<>(input.position());
    return Optional.empty();
  }

  private Optional<StreamElement> frame(H header) throws IOException {
    int length = header.frameLength();
    boolean whole = input.ensure(length);
    if (whole && followed(length)) {
      return Optional.of(syntax.packet(header, input.take(length), input.position()));
    }
    OptionalInt next = syncInside(header, whole ? length : input.buffered());
    if (next.isPresent()) {
      return Optional.of(skipped(input.position(), next.getAsInt(), "a frame is broken off"));
    }
    return whole
        ? Optional.of(syntax.packet(header, input.take(length), input.position()))
        : end("the last frame is cut off, " + input.buffered() + " of " + length + " bytes");
  }

  private boolean followed(int length) throws IOException {
    if (!input.ensure(length + syntax.headerLength())) {
      return true;
    }
    ahead = chain.headerAt(length).orElse(null);
    aheadAt = input.position() + length;
    return ahead != null || ForeignTag.at(input, length).isPresent();
  }

  private OptionalInt syncInside(H frame, int length) throws IOException {
    for (int at = 1; at < length; at++) {
      Optional<H> header = chain.headerAt(at);
      if (header.isPresent()
          && header.get().sameTrack(frame)
          && chain.standsAt(at, header.get(), RESYNC)) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }

  private StreamElement skipped(long from, int count, String reason) {
    input.skip(count);
    return new StreamElement.Damage(from, input.position() - from, reason);
  }

  private Optional<StreamElement> end(String reason) {
    state = new State.Ended<>();
    return input.buffered() == 0
        ? Optional.empty()
        : Optional.of(skipped(input.position(), input.buffered(), reason));
  }

  // --- tags

  private boolean enterTag() throws IOException {
    OptionalInt tag = ForeignTag.at(input, 0);
    if (tag.isPresent()) {
      state = new State.InTag<>(input.position() + tag.getAsInt());
    }
    return tag.isPresent();
  }

  private Optional<StreamElement> skipTag(long end) throws IOException {
    while (input.position() < end && input.ensure(1)) {
      input.skip((int) Math.min(input.buffered(), end - input.position()));
    }
    state = track == null ? new State.Searching<>(input.position()) : new State.InSync<>(track);
    return Optional.empty();
  }

  // --- searching

  private Optional<StreamElement> search(long from) throws IOException {
    if (track == null && input.position() == from && beginsWithSomethingElse()) {
      return Optional.empty();
    }
    while (input.ensure(syntax.headerLength())) {
      Optional<H> header = chain.headerAt(0);
      if (header.isPresent() && chain.standsAt(0, header.get(), wanted(header.get()))) {
        return found(header.get(), from);
      }
      if (input.position() - from >= SEARCH_LIMIT) {
        return giveUp(from);
      }
      beginning.add(input.peek(0));
      input.skip(1);
    }
    return searchedToTheEnd(from);
  }

  private boolean beginsWithSomethingElse() throws IOException {
    if (enterTag()) {
      return true;
    }
    Optional<String> other = ForeignContent.signature(input, syntax.name());
    other.ifPresent(this::refuse);
    return other.isPresent();
  }

  private int wanted(H header) {
    return track != null && track.sameTrack(header) ? RESYNC : FIRST_SYNC;
  }

  private Optional<StreamElement> found(H header, long from) {
    long junk = input.position() - from;
    boolean joined = track == null && junk < syntax.maxFrameLength();
    boolean known = track != null && track.sameTrack(header);
    state = known ? new State.InSync<>(header) : new State.Joined<>(header);
    return junk == 0 || joined
        ? Optional.empty()
        : Optional.of(new StreamElement.Damage(from, junk, "no frame begins in these bytes"));
  }

  private Optional<StreamElement> giveUp(long from) {
    if (track == null) {
      refuse(beginning.describe());
      return Optional.empty();
    }
    state = new State.Searching<>(input.position());
    return Optional.of(
        new StreamElement.Damage(from, input.position() - from, "no frame for so many bytes"));
  }

  private Optional<StreamElement> searchedToTheEnd(long from) {
    while (input.buffered() > 0) {
      beginning.add(input.peek(0));
      input.skip(1);
    }
    Optional<String> other = track == null ? beginning.recognised() : Optional.empty();
    if (other.isPresent()) {
      refuse(other.get());
      return Optional.empty();
    }
    state = new State.Ended<>();
    long junk = input.position() - from;
    return junk == 0
        ? Optional.empty()
        : Optional.of(new StreamElement.Damage(from, junk, "no frame up to the end"));
  }

  private void refuse(String why) {
    state = new State.Refused<>(why);
  }
}
