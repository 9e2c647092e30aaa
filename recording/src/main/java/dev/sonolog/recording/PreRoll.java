package dev.sonolog.recording;

import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.Title;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/**
 * The newest elements of a connection, in memory, while nobody may want them: so many samples, and
 * {@link #MOST_BYTES} at most. Of what it lets go it remembers what still holds: the header and the
 * title. Owned by the source's thread.
 */
final class PreRoll {
  /** Two minutes of usual sound cards have less; more channels have a shorter pre-roll. */
  static final long MOST_BYTES = 64 << 20;

  /** What an element costs besides its own bytes, about. */
  private static final int OVERHEAD = 64;

  private final long most;
  private final Deque<Placed> elements = new ArrayDeque<>();
  private TrackHeader header;
  private Optional<Title> title = Optional.empty();
  private long bytes;

  /**
   * An element and the samples that it stands for.
   *
   * @param start its first sample, counted from the connection's first
   * @param end the sample behind its last; the same for what has no samples
   */
  record Placed(StreamElement element, long start, long end) {}

  /**
   * @param header of what follows
   * @param most samples that are kept
   */
  PreRoll(TrackHeader header, long most) {
    this.header = header;
    this.most = most;
  }

  /** Takes the next element, and lets go what is too old. */
  void add(StreamElement element, long start, long end) {
    elements.addLast(new Placed(element, start, end));
    bytes += OVERHEAD + length(element);
    while (elements.size() > 1 && (elements.getFirst().end() <= end - most || bytes > MOST_BYTES)) {
      letGo(elements.removeFirst());
    }
  }

  private void letGo(Placed oldest) {
    bytes -= OVERHEAD + length(oldest.element());
    switch (oldest.element()) {
      case TrackHeader next -> header = next;
      case Title heard -> title = Optional.of(heard);
      case Packet _, StreamElement.Damage _ -> header = header.joinedLater();
      case StreamElement.Lost _, StreamElement.End _ -> {}
    }
  }

  private static int length(StreamElement element) {
    return element instanceof Packet packet ? packet.bytes().length : 0;
  }

  /** Nothing before now can be of use to anybody. */
  void clear() {
    elements.forEach(this::letGo);
    elements.clear();
    bytes = 0;
  }

  /** What is held, in order. */
  Collection<Placed> elements() {
    return elements;
  }

  /** What stood before the oldest element. */
  TrackHeader header() {
    return header;
  }

  /** What was heard at the oldest element. */
  Optional<Title> title() {
    return title;
  }
}
