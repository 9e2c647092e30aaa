package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.SegmentReading;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes slices of segments into one file, with the containers' own readers and muxers: packets go
 * over as they are. Made for one file; one thread, which it holds while it reads and writes.
 *
 * <p>Within a run the next file's packets follow those of the one before as they did when they were
 * received; what a cut repeats of them in front of a file is left out. Where something is missing,
 * packets are joined that never followed each other: what makes the later ones exact all the same
 * goes in between, where their container can do that in the middle of a file ({@link
 * SegmentMuxer#leadIn}, or a new link of a chain, which begins as a segment does that is cut
 * there).
 */
final class Splice {
  private final SegmentSource source;
  private final SegmentSink sink;
  private final SegmentTags tags;
  private final GapPolicy gaps;
  private final OptionalLong expected;
  private final LongConsumer progress;
  private @Nullable SegmentMuxer muxer;
  private @Nullable Container container;
  private @Nullable TrackHeader header;
  private @Nullable Packet newest;
  private @Nullable Slice newestSlice;
  private long samples;
  private long silence;
  private long lost;

  /** So many samples the file begins earlier than was asked, with a whole packet. */
  private long early;

  /** How many samples later than its slice the file begins; negative where it begins earlier. */
  private long offset;

  /** How many samples the last packet reaches beyond its slice. */
  private long behind;

  private Optional<Instant> start = Optional.empty();

  /**
   * @param tags of the file; its start is put right when it is known
   * @param gaps what becomes of what a damaged file does not hold any more
   * @param expected the file's samples, where they must be told beforehand and are known
   * @param progress told how many bytes were read more
   */
  Splice(
      SegmentSource source,
      SegmentSink sink,
      SegmentTags tags,
      GapPolicy gaps,
      OptionalLong expected,
      LongConsumer progress) {
    this.source = source;
    this.sink = sink;
    this.tags = tags;
    this.gaps = gaps;
    this.expected = expected;
    this.progress = progress;
  }

  /** Whether nothing was written so far. */
  boolean empty() {
    return start.isEmpty();
  }

  long samples() {
    return samples;
  }

  long silence() {
    return silence;
  }

  /** The samples that the catalogue tells of, and the files do not hold any more. */
  long lost() {
    return lost;
  }

  /** How many samples later than its first slice it begins; negative where it begins earlier. */
  long offset() {
    return offset;
  }

  /**
   * How many samples it begins before the instant that was asked for, where positions were told.
   */
  long early() {
    return early;
  }

  /** How many samples at its end lie behind the last slice. */
  long behind() {
    return behind;
  }

  /** When the first sample was on air. */
  Instant start() {
    return start.orElseThrow();
  }

  AudioFormat format() {
    return header().format();
  }

  /**
   * Adds a slice.
   *
   * @param position where its first sample is to stand, at least, counted from the instant that was
   *     asked for: what is missing up to there is filled with silence
   * @return what of it must go into another file, as its packets are to be decoded otherwise
   * @throws ExcerptRefusedException if there is no silence of this kind
   */
  Optional<Slice> add(Slice slice, OptionalLong position)
      throws IOException, ExcerptRefusedException {
    boolean follows = newestSlice != null && newestSlice.isContinuedBy(slice);
    try (SegmentReading.Opened opened = source.open(slice.segment())) {
      SeekedSegment seeked = opened.container().seek(opened.file(), slice.first());
      Passage passage = new Passage(opened.container(), seeked, slice, follows, position);
      Optional<Slice> rest = passage.copy();
      if (rest.isEmpty()) {
        newestSlice = slice;
      }
      return rest;
    }
  }

  /**
   * Ends the file.
   *
   * @param position where its end is to stand, at least, counted from the instant that was asked
   *     for
   */
  void finish(OptionalLong position, List<Chapter> chapters)
      throws IOException, ExcerptRefusedException {
    if (position.isPresent() && newest != null) {
      fill(position.getAsLong() + early - samples, newest);
    }
    muxer().seal(tagsAt(start()), chapters);
  }

  private SegmentTags tagsAt(Instant instant) {
    return new SegmentTags(
        tags.source(),
        tags.station(),
        instant.atOffset(tags.start().getOffset()),
        tags.run(),
        tags.number(),
        tags.firstSample(),
        tags.gapBefore());
  }

  private SegmentMuxer muxer() {
    return Optional.ofNullable(muxer).orElseThrow();
  }

  private TrackHeader header() {
    return Optional.ofNullable(header).orElseThrow();
  }

  // --- silence

  private void fill(long wanted, Packet like) throws IOException, ExcerptRefusedException {
    Container maker = Optional.ofNullable(container).orElseThrow();
    long left = wanted;
    while (left > 0) {
      Packet silent =
          maker
              .silence(header(), like, left)
              .orElseThrow(
                  () ->
                      new ExcerptRefusedException(
                          header().format()
                              + " has no silence that could be put in without coding it anew: ask"
                              + " for separate files, or for closed gaps"));
      if (silent.samples() > 2 * left) {
        return; // nearer to what was wanted than one packet more
      }
      muxer().write(silent);
      behind = 0;
      samples += silent.samples();
      silence += silent.samples();
      left -= silent.samples();
    }
  }

  // --- the packets of one slice

  /** One file that is read, and what is known of where it stands. */
  private final class Passage {
    private final Container from;
    private final SeekedSegment seeked;
    private final Slice slice;
    private final OptionalLong position;
    private boolean follows;
    private boolean entered;
    private @Nullable TrackHeader own;
    private @Nullable SegmentMuxer history;
    private @Nullable Packet inFront;
    private long at;
    private long announcedAt;
    private int repeated;
    private boolean damaged;

    Passage(
        Container from, SeekedSegment seeked, Slice slice, boolean follows, OptionalLong position) {
      this.from = from;
      this.seeked = seeked;
      this.slice = slice;
      this.follows = follows;
      this.position = position;
      this.at = seeked.sample();
      this.repeated = seeked.repeatedPackets();
    }

    Optional<Slice> copy() throws IOException, ExcerptRefusedException {
      while (at < slice.last()) {
        switch (seeked.reader().next()) {
          case TrackHeader next -> {
            if (!announced(next)) {
              return Optional.of(rest());
            }
          }
          case Packet packet -> {
            if (!take(packet)) {
              return Optional.of(rest());
            }
          }
          case StreamElement.Damage _ -> damaged();
          case StreamElement.End _ -> {
            lose(slice.last() - Math.max(at, slice.first()));
            return Optional.empty();
          }
          case StreamElement.Title _, StreamElement.Lost _ -> {}
        }
      }
      return Optional.empty();
    }

    // --- what the file does not hold any more

    /**
     * Bytes of a file that was whole do not say how many samples they were: as many as the whole
     * file lacks. Where it is damaged in several places, that is counted at the first.
     */
    private void damaged() throws IOException, ExcerptRefusedException {
      if (!damaged) {
        damaged = true;
        long count = source.lost(slice.segment());
        lose(Math.min(at + count, slice.last()) - Math.max(at, slice.first()));
        at += count;
      }
    }

    private void lose(long count) throws IOException, ExcerptRefusedException {
      if (count <= 0) {
        return;
      }
      lost += count;
      if (gaps == GapPolicy.SILENCE && entered && newest != null) {
        fill(count, newest);
      }
    }

    // --- packets

    private Slice rest() {
      long first = Math.max(at, slice.first());
      return new Slice(slice.segment(), slice.at(first), slice.end(), first, slice.last());
    }

    /** Whether what the header announces can go on in this file. */
    private boolean announced(TrackHeader next) throws IOException {
      own = next;
      announcedAt = at;
      if (!entered) {
        history = from.splicer(next);
        inFront = null;
        return true;
      }
      return linked(next, from.splicer(next));
    }

    /** Whether what follows the packets that a muxer took can go on in this file. */
    private boolean linked(TrackHeader next, SegmentMuxer ahead) throws IOException {
      if (!muxer().chains() || !next.format().equals(header().format())) {
        return false;
      }
      try {
        muxer().link(ahead);
      } catch (IllegalArgumentException _) {
        return false;
      }
      header = next;
      return true;
    }

    private boolean take(Packet packet) throws IOException, ExcerptRefusedException {
      long begin = at;
      boolean counts = repeated == 0;
      repeated -= counts ? 0 : 1;
      at += counts ? packet.samples() : 0;
      if (entered) {
        write(packet, begin);
        return true;
      }
      if (!counts || at <= slice.first() || isWritten(begin) || !canBegin()) {
        remember(packet, counts);
        return true;
      }
      if (!enter(packet, begin)) {
        at = begin;
        return false;
      }
      write(packet, begin);
      return true;
    }

    /** Whether the packet went over whole with the slice that ends in it. */
    private boolean isWritten(long begin) {
      return follows && begin < slice.first() && !from.divides(header());
    }

    private boolean canBegin() {
      return muxer != null || Optional.ofNullable(history).orElseThrow().canBegin();
    }

    /** Packets without samples at the start of a file are what a decoder must have heard. */
    private void remember(Packet packet, boolean counts) throws IOException {
      Optional.ofNullable(history).orElseThrow().write(packet);
      if (counts && packet.samples() == 0 && at == announcedAt) {
        inFront = packet;
      }
    }

    private void write(Packet packet, long begin) throws IOException {
      int first = (int) Math.max(0, slice.first() - begin);
      int last = (int) Math.min(packet.samples(), slice.last() - begin);
      Packet part = packet.samples() == 0 ? packet : from.part(header(), packet, first, last);
      muxer().write(part);
      newest = part;
      samples += part.samples();
      behind = Math.max(0, part.samples() - (last - first) - (from.divides(header()) ? 0 : first));
      progress.accept(packet.bytes().length);
    }

    // --- where the first packet of the slice comes

    private boolean enter(Packet packet, long begin) throws IOException, ExcerptRefusedException {
      TrackHeader next = Optional.ofNullable(own).orElseThrow();
      SegmentMuxer ahead = Optional.ofNullable(history).orElseThrow();
      long late = from.divides(next) ? Math.max(0, begin - slice.first()) : begin - slice.first();
      long place = position.isPresent() ? position.getAsLong() + late + early : samples;
      if (muxer == null) {
        offset = late;
        first(next, ahead, packet, slice.at(slice.first() + late), place);
      } else if (follows && place <= samples) {
        if (!goesOn(next, ahead)) {
          return false;
        }
      } else if (!joined(next, ahead, packet, place)) {
        return false;
      }
      entered = true;
      return true;
    }

    /** Silence in front of a link is a link of its own. */
    private void first(
        TrackHeader next, SegmentMuxer ahead, Packet packet, Instant instant, long place)
        throws IOException, ExcerptRefusedException {
      boolean silent = place > 0;
      boolean apart = silent && links(next.format().codec());
      SegmentMuxer begun = apart ? from.silentSplicer(next) : ahead;
      List<Packet> lead = silent ? ahead.leadIn() : List.of();
      Instant beginning = silent ? instant.minus(next.format().rate().duration(place)) : instant;
      container = from;
      header = next;
      muxer = begun;
      early = Math.max(0, -place);
      expected.ifPresent(begun::expect);
      begun.begin(tagsAt(beginning), sink);
      start = Optional.of(beginning);
      lead(lead, packet, place);
      if (apart) {
        begun.link(ahead);
      }
    }

    /** In the next file of the run, or behind a pause in the same one. */
    private boolean goesOn(TrackHeader next, SegmentMuxer ahead) throws IOException {
      boolean repeats =
          switch (next.format().codec()) {
            case VORBIS, OPUS -> true;
            case MPEG_LAYER_2, MPEG_LAYER_3, AAC, FLAC, OGG_FLAC, PCM -> false;
          };
      boolean anew = repeats && slice.first() == 0 && !repeatsNewest();
      return (next.equals(header()) && !anew) || linked(next, ahead);
    }

    /** A file that goes on a link begins with the end of the file before. */
    private boolean repeatsNewest() {
      return newest != null && inFront != null && inFront.fingerprint() == newest.fingerprint();
    }

    /** Behind something that is missing. */
    private boolean joined(TrackHeader next, SegmentMuxer ahead, Packet packet, long place)
        throws IOException, ExcerptRefusedException {
      boolean chained = links(next.format().codec());
      if (!chained && !next.equals(header()) && !linked(next, ahead)) {
        return false;
      }
      lead(ahead.leadIn(), packet, place);
      return !chained || linked(next, ahead);
    }

    /** Whether a stretch becomes a link of a chain. */
    private static boolean links(Codec codec) {
      return switch (codec) {
        case VORBIS, OPUS, OGG_FLAC -> true;
        case MPEG_LAYER_2, MPEG_LAYER_3, AAC, FLAC, PCM -> false;
      };
    }

    private void lead(List<Packet> lead, Packet packet, long place)
        throws IOException, ExcerptRefusedException {
      long leading = lead.stream().mapToLong(Packet::samples).sum();
      fill(place - samples - leading, packet);
      for (Packet each : lead) {
        muxer().write(each);
        samples += each.samples();
        silence += each.samples();
      }
    }
  }
}
