package dev.sonolog.recording;

import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.Title;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a connection has brought in one format, kept for a while, and when it was on air: finds
 * where a take begins. Lives on the source's thread.
 */
final class Listening {
  /**
   * Held besides the pre-roll: what a decoder must have heard before the first packet, and what
   * comes until the source's thread sees that somebody wants a take.
   */
  static final Duration MARGIN = Duration.ofSeconds(3);

  private final TrackHeader header;
  private final Container container;
  private final PreRoll held;
  private RunTimeline timeline;
  private long position; // samples that were heard
  private long used; // where a take before ended: what is older is stored already
  private OptionalLong began = OptionalLong.empty(); // when the clock heard its first packet

  /**
   * @param container in which it comes
   * @param preRoll how much of the past a take may have
   * @param wallClock what all sources tell the time by
   */
  Listening(TrackHeader header, Container container, Duration preRoll, WallClock wallClock) {
    this.header = header;
    this.container = container;
    this.held = new PreRoll(header, header.format().rate().samples(preRoll.plus(MARGIN)));
    this.timeline = new RunTimeline(header.format().rate(), wallClock);
  }

  /** Whether a track goes on with it: another link of a chained stream, perhaps. */
  boolean isOf(TrackHeader other, String containerName) {
    return other.format().equals(header.format()) && container.name().equals(containerName);
  }

  /** Takes the next element. */
  void hear(StreamElement element, long arrivalNanos) {
    long start = position;
    switch (element) {
      case Packet packet -> {
        position += packet.samples();
        timeline.observe(position, arrivalNanos);
        began = began.isPresent() ? began : OptionalLong.of(arrivalNanos);
        var _ = timeline.expected(position); // so that a sleep of the computer is noticed
      }
      case StreamElement.Lost lost -> lose(lost);
      case TrackHeader _, Title _, StreamElement.Damage _, StreamElement.End _ -> {}
    }
    held.add(element, start, position);
  }

  /** What was held before the computer slept cannot be dated any more. */
  private void lose(StreamElement.Lost lost) {
    position += lost.samples();
    RunTimeline behind = timeline.behindLoss();
    if (behind != timeline) {
      timeline = behind;
      began = OptionalLong.empty();
      held.clear();
      used = position;
    }
  }

  /** How much has been heard. */
  Duration heard() {
    return header.format().rate().duration(position);
  }

  /** All but the newest so many samples belong to a take: no other has them once more. */
  void use(long unused) {
    used = Math.max(used, position - unused);
  }

  /** Whether a take that begins so goes on where the one before ended, at the very next sample. */
  boolean goesOn(Beginning beginning) {
    return isUsed() && beginning.position() == used;
  }

  /** Whether a take before this one has used anything of the connection. */
  boolean isUsed() {
    return used > 0;
  }

  /** Whether audio of an instant, or later audio, has come. */
  boolean hasReached(Instant instant) {
    return began.isPresent() && timeline.expected(position).isAfter(instant);
  }

  /** Whether enough was heard for the clock to be believed. */
  boolean isSettled(long nanos) {
    return began.isPresent() && nanos - began.getAsLong() >= Hold.SETTLING.toNanos();
  }

  /**
   * Where something begins that has nothing from before an instant: at its first sample; of coded
   * audio, at its first packet. None while that has not come.
   */
  Optional<Beginning> beginning(Instant from) {
    if (!hasReached(from)) {
      return Optional.empty();
    }
    for (PreRoll.Placed placed : held.elements()) {
      OptionalLong first = first(placed, from);
      if (first.isPresent()) {
        return Optional.of(at(first.getAsLong()));
      }
    }
    return Optional.empty();
  }

  /** The first sample of an element at which may be begun. */
  private OptionalLong first(PreRoll.Placed placed, Instant from) {
    boolean isNew = placed.end() > Math.max(used, placed.start());
    if (!(placed.element() instanceof Packet packet) || !isNew) {
      return OptionalLong.empty();
    }
    int before =
        SampleSearch.before(
            packet.samples(),
            ahead ->
                placed.start() + ahead >= used
                    && !timeline.expected(placed.start() + ahead).isBefore(from));
    boolean divides = packet instanceof PcmBlock && before < packet.samples();
    return before == 0 || divides ? OptionalLong.of(placed.start() + before) : OptionalLong.empty();
  }

  private Beginning at(long first) {
    TrackHeader track = held.header();
    Optional<Title> title = held.title();
    List<Packet> leadIn = new ArrayList<>();
    List<StreamElement> elements = new ArrayList<>();
    for (PreRoll.Placed placed : held.elements()) {
      boolean before = elements.isEmpty() && !(placed.end() > first && isAudio(placed));
      if (!before) {
        elements.add(behind(placed, first));
        continue;
      }
      switch (placed.element()) {
        case Packet packet -> leadIn.add(packet);
        case Title heard -> title = Optional.of(heard);
        case TrackHeader next -> {
          track = next;
          leadIn.clear();
        }
        case StreamElement.Damage _ -> {
          track = track.joinedLater();
          leadIn.clear();
        }
        case StreamElement.Lost _, StreamElement.End _ -> leadIn.clear();
      }
    }
    List<Packet> needed = track.setup() instanceof PcmSetup ? List.of() : leadIn;
    return new Beginning(track, container, title, needed, first, elements, timeline.ofNewRun());
  }

  private static boolean isAudio(PreRoll.Placed placed) {
    return placed.element() instanceof Packet;
  }

  private static StreamElement behind(PreRoll.Placed placed, long first) {
    return placed.element() instanceof PcmBlock block && placed.start() < first
        ? block.behind((int) (first - placed.start()))
        : placed.element();
  }
}
