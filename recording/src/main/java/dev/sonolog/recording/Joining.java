package dev.sonolog.recording;

import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The beginning of a new connection, while it is not known yet whether it goes on where the one
 * before broke off. Owned by the recorder of the connection.
 */
final class Joining {
  private static final Duration SLOWEST_BURST = Duration.ofSeconds(10);

  private final SuspendedRun suspended;
  private final TrackHeader header;
  private final Container container;
  private final List<Arrived> arrived = new ArrayList<>();
  private int bytes;
  private Optional<Long> firstArrival = Optional.empty();

  /** An element, and when it came on the monotonic clock. */
  record Arrived(StreamElement element, long nanos) {}

  /**
   * @param header what the new connection sends
   * @param container in which it comes
   */
  Joining(SuspendedRun suspended, TrackHeader header, Container container) {
    this.suspended = suspended;
    this.header = header;
    this.container = container;
  }

  SuspendedRun suspended() {
    return suspended;
  }

  TrackHeader header() {
    return header;
  }

  Container container() {
    return container;
  }

  /** Whether a track is another link of the same stream. */
  boolean isOf(TrackHeader other, String containerName) {
    return other.format().equals(header.format()) && container.name().equals(containerName);
  }

  void add(StreamElement element, long nanos) {
    arrived.add(new Arrived(element, nanos));
    if (element instanceof Packet packet) {
      bytes += packet.bytes().length;
      firstArrival = firstArrival.or(() -> Optional.of(nanos));
    }
  }

  /** Whether enough came to decide, or it has taken long enough. */
  boolean isDue(long nanos) {
    return isFull() || nanos - firstArrival.orElse(nanos) >= Run.HOLD.toNanos();
  }

  /** Whether no more can be held. */
  boolean isFull() {
    return bytes >= Run.HOLD_BYTES;
  }

  /** Whether even a server that sends its burst slowly has had the time for it. */
  boolean isOverdue(long nanos) {
    return isFull() || nanos - firstArrival.orElse(nanos) >= SLOWEST_BURST.toNanos();
  }

  /** Everything that came, in order. */
  List<Arrived> all() {
    return arrived;
  }

  /** Where the connection goes on, as far as can be known now. */
  Rejoin.Verdict verdict() {
    List<Packet> packets = packets();
    long[] fresh = packets.stream().mapToLong(Packet::fingerprint).toArray();
    long[] after = samplesAfter(packets);
    return Rejoin.of(
        suspended.run().tail(),
        fresh,
        known -> suspended.run().mayGoOn(after[known], lastArrival()));
  }

  /** How many samples follow the first so many packets. */
  private static long[] samplesAfter(List<Packet> packets) {
    long[] after = new long[packets.size() + 1];
    for (int i = packets.size() - 1; i >= 0; i--) {
      after[i] = after[i + 1] + packets.get(i).samples();
    }
    return after;
  }

  private List<Packet> packets() {
    return arrived.stream()
        .map(Arrived::element)
        .filter(Packet.class::isInstance)
        .map(Packet.class::cast)
        .toList();
  }

  private long lastArrival() {
    return arrived.isEmpty() ? 0 : arrived.getLast().nanos();
  }

  /** How many packets were on air before the suspended run's end, as far as the clock can tell. */
  int olderByTheClock() {
    long[] after = samplesAfter(packets());
    int older = 0;
    while (older < after.length - 1 && !suspended.run().mayFollow(after[older], lastArrival())) {
      older++;
    }
    return older;
  }

  /** What comes behind the first so many packets, and the last title before. */
  List<Arrived> behind(int known) {
    int place = 0;
    for (int seen = 0; seen < known; place++) {
      seen += arrived.get(place).element() instanceof Packet ? 1 : 0;
    }
    List<Arrived> behind = new ArrayList<>(arrived.subList(place, arrived.size()));
    arrived.subList(0, place).stream()
        .filter(it -> it.element() instanceof StreamElement.Title)
        .reduce((_, later) -> later)
        .ifPresent(behind::addFirst);
    return behind;
  }
}
