package dev.sonolog.formats.frames;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Damage;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.tags.ForeignTag;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.tags.Id3v2Parser;
import dev.sonolog.formats.tags.TagContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a whole file of frames with a tag in front: what the tag says, where the frames
 * are, and what between them is none. Made for one inspection, and owned by a container's own scan,
 * which knows what the frames mean.
 *
 * <p>The track is the first frame's. Frames of another are damage, but they play: what lies behind
 * the last frame of any format is all that a repair may cut off.
 *
 * @param <H> what a frame's header is parsed into
 * @param <F> the frames
 */
public final class FrameScan<H extends FrameHeader<H>, F extends Frame<H>> {
  private static final int READ_BUFFER = 64 << 10;

  private final FrameSyntax<H> syntax;
  private final Class<F> kind;
  private final SeekableByteChannel file;
  private final ByteInput input;
  private final DamageList damages = new DamageList();
  private final TagContent tag;
  private final long tagLength;
  private @Nullable H track;
  private @Nullable F newest;
  private OptionalLong bodyStart = OptionalLong.empty();
  private long end;

  /** Reads the tag, if there is one. */
  public FrameScan(FrameSyntax<H> syntax, Class<F> kind, SeekableByteChannel file)
      throws IOException {
    this.syntax = syntax;
    this.kind = kind;
    this.file = file;
    int buffer = Math.clamp(file.size(), 1, READ_BUFFER);
    this.input =
        new ByteInput(
            new BufferedInputStream(Channels.newInputStream(file.position(0)), buffer),
            READ_BUFFER);
    this.tag = readTag(input);
    this.tagLength = input.position();
  }

  private static TagContent readTag(ByteInput input) throws IOException {
    OptionalInt length = ForeignTag.at(input, 0);
    boolean readable =
        length.isPresent()
            && length.getAsInt() <= Id3v2Parser.MAX_LENGTH
            && input.ensure(length.getAsInt());
    return readable ? Id3v2Parser.parse(input.take(length.getAsInt())) : TagContent.NONE;
  }

  /** What was not read yet. */
  public ByteInput input() {
    return input;
  }

  /** What the tag says. */
  public TagContent tag() {
    return tag;
  }

  // --- the frames

  /**
   * Reads all frames from the input's position on.
   *
   * @param known whether one is known to begin there, and need not be searched
   * @param own gets those of the track, in order
   * @throws MalformedSegmentException if there is no whole one
   */
  public void read(boolean known, Consumer<F> own) throws IOException {
    FrameReader<H> reader = reader(known);
    try {
      StreamElement element = reader.next();
      while (!(element instanceof StreamElement.End)) {
        take(element, own);
        element = reader.next();
      }
    } catch (UnsupportedFormatException e) {
      throw new MalformedSegmentException(String.valueOf(e.getMessage()));
    }
    if (newest != null && !TornEnd.of(newest.bytes(), newest.endPosition(), file)) {
      count(newest, own);
    }
    if (bodyStart.isEmpty()) {
      throw new MalformedSegmentException("The file holds no whole frame");
    }
  }

  private FrameReader<H> reader(boolean known) throws IOException {
    Optional<H> first =
        known && input.ensure(syntax.headerLength()) ? syntax.parse(input, 0) : Optional.empty();
    return first.isPresent()
        ? FrameReader.inside(first.get(), syntax, input)
        : new FrameReader<>(syntax, input);
  }

  private void take(StreamElement element, Consumer<F> own) {
    switch (element) {
      case Damage damage -> damages.add(damage);
      case StreamElement.Packet packet -> takeFrame(kind.cast(packet), own);
      case StreamElement.TrackHeader _,
          StreamElement.Title _,
          StreamElement.Lost _,
          StreamElement.End _ -> {}
    }
  }

  private void takeFrame(F frame, Consumer<F> own) {
    if (newest != null) {
      count(newest, own);
    }
    newest = frame;
    if (track == null) {
      track = frame.header();
    }
    if (!track.sameTrack(frame.header())) {
      damages.add(new Damage(frame.position(), frame.bytes().length, "a frame of another format"));
    }
  }

  private void count(F frame, Consumer<F> own) {
    if (bodyStart.isEmpty()) {
      bodyStart = OptionalLong.of(frame.position());
    }
    if (track().sameTrack(frame.header())) {
      own.accept(frame);
    }
    end = frame.endPosition();
  }

  // --- what was found

  /** The header of the first frame. */
  public H track() {
    if (track == null) {
      throw new IllegalStateException("No frame was read");
    }
    return track;
  }

  /** Where the first frame begins, in bytes from the start of the file. */
  public long bodyStart() {
    return bodyStart.orElseThrow();
  }

  /** Where the last whole frame ends, in bytes from the start of the file. */
  public long end() {
    return end;
  }

  /** Whether there is room for a tag of ours in front of the frames, and nothing of a tag in it. */
  public boolean headNeverWritten() {
    return tagLength == 0 && bodyStart() == Id3v2.LENGTH;
  }

  /**
   * Whether something that is no frame follows the last.
   *
   * @param ours whether the file is a segment of ours: then anything is
   */
  public boolean torn(boolean ours) throws IOException {
    return ours ? file.size() != end : damages.reachFrom(end);
  }

  /**
   * What is damaged.
   *
   * @param ours whether the file is a segment of ours: then the bytes in front of the frames are
   *     its head, whatever they are
   */
  public List<Damage> damages(boolean ours) {
    return damages.from(ours ? bodyStart() : 0);
  }

  /**
   * The tag that a seal would write. Empty where the present one has another length: then it says
   * more than a new one could.
   *
   * @param length of the room for it, in bytes
   * @param samples what there is to play
   * @param places of the frames
   */
  public Optional<byte[]> sealedTag(long length, long samples, FramePlaces places) {
    boolean fits = tag.ours() ? length == tagLength : length >= Id3v2.HEADER;
    return fits
        ? Optional.of(
            Id3v2.write(
                (int) length,
                tag.tags(),
                OptionalLong.of(samples),
                tag.chapters(),
                places.stored()))
        : Optional.empty();
  }

  /** Whether the tag says that there are so many samples to play. */
  public boolean tagCounts(long samples) {
    return tag.samples().equals(OptionalLong.of(samples));
  }
}
