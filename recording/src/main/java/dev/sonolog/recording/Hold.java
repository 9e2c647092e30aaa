package dev.sonolog.recording;

import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.Title;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first elements of a connection, held back until enough is known of them: when they were on
 * air, and whether they go on where the connection before broke off. Owned by the source's thread.
 */
final class Hold {
  /** How long packets are held at the start of a run, for the clock to settle. */
  static final Duration SETTLING = Duration.ofSeconds(1);

  /** A burst may be large; more than this is not held, whatever is known by then. */
  static final int MOST_BYTES = 2 << 20;

  /** What an element costs besides its own bytes, about. */
  private static final int OVERHEAD = 32;

  private final List<Arrived> elements = new ArrayList<>();
  private int bytes;
  private Optional<Long> firstPacket = Optional.empty();

  /** An element, and when it came on the monotonic clock. */
  record Arrived(StreamElement element, long nanos) {}

  void add(StreamElement element, long nanos) {
    elements.add(new Arrived(element, nanos));
    bytes += OVERHEAD + size(element);
    if (element instanceof Packet) {
      firstPacket = firstPacket.or(() -> Optional.of(nanos));
    }
  }

  private static int size(StreamElement element) {
    return switch (element) {
      case Packet packet -> packet.bytes().length;
      case Title(String text) -> text.length();
      case StreamElement.TrackHeader _,
          StreamElement.Damage _,
          StreamElement.Lost _,
          StreamElement.End _ ->
          0;
    };
  }

  /** Whether no more can be held. */
  boolean isFull() {
    return bytes >= MOST_BYTES;
  }

  /** Whether packets were held for so long, or no more can be. */
  boolean isOver(Duration length, long nanos) {
    return isFull() || nanos - firstPacket.orElse(nanos) >= length.toNanos();
  }

  /** When the newest element came; 0 before the first. */
  long lastArrival() {
    return elements.isEmpty() ? 0 : elements.getLast().nanos();
  }

  /** Everything that is held, in order. */
  List<Arrived> elements() {
    return elements;
  }

  /** Everything that is held, which is held no longer. */
  List<Arrived> release() {
    List<Arrived> released = List.copyOf(elements);
    elements.clear();
    bytes = 0;
    return released;
  }
}
