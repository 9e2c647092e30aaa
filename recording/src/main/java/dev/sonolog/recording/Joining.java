package dev.sonolog.recording;

import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The beginning of a new connection, while it is not known yet whether it goes on where the one
 * before broke off. Owned by the recorder of the connection.
 */
final class Joining {
  private static final Duration SLOWEST_BURST = Duration.ofSeconds(10);

  private static final int FIRST_LENGTH = 256;

  private final SuspendedRun suspended;
  private final TrackHeader header;
  private final Container container;
  private final Hold hold = new Hold();
  private long[] fingerprints = new long[FIRST_LENGTH];
  private long[] ends = new long[FIRST_LENGTH]; // in samples behind each packet
  private int packets;

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
    hold.add(element, nanos);
    if (element instanceof Packet packet) {
      count(packet);
    }
  }

  private void count(Packet packet) {
    if (packets == fingerprints.length) {
      fingerprints = Arrays.copyOf(fingerprints, 2 * packets);
      ends = Arrays.copyOf(ends, 2 * packets);
    }
    fingerprints[packets] = packet.fingerprint();
    ends[packets] = samplesBefore(packets) + packet.samples();
    packets++;
  }

  private long samplesBefore(int packet) {
    return packet == 0 ? 0 : ends[packet - 1];
  }

  /** How many samples follow the first so many packets. */
  private long samplesAfter(int known) {
    return samplesBefore(packets) - samplesBefore(known);
  }

  /** Whether enough came to decide, or it has taken long enough. */
  boolean isDue(long nanos) {
    return hold.isOver(Hold.SETTLING, nanos);
  }

  /** Whether even a server that sends its burst slowly has had the time for it. */
  boolean isOverdue(long nanos) {
    return hold.isOver(SLOWEST_BURST, nanos);
  }

  /** Everything that came, in order. */
  List<Hold.Arrived> all() {
    return hold.elements();
  }

  /** Where the connection goes on, as far as can be known now. */
  Rejoin.Verdict verdict() {
    return Rejoin.of(
        suspended.run().tail(),
        Arrays.copyOf(fingerprints, packets),
        known -> suspended.run().mayGoOn(samplesAfter(known), hold.lastArrival()));
  }

  /** How many packets were on air before the suspended run's end, as far as the clock can tell. */
  int olderByTheClock() {
    int older = 0;
    while (older < packets && !suspended.run().mayFollow(samplesAfter(older), hold.lastArrival())) {
      older++;
    }
    return older;
  }

  /** What comes behind the first so many packets, and the last title before. */
  List<Hold.Arrived> behind(int known) {
    List<Hold.Arrived> all = hold.elements();
    int place = 0;
    for (int seen = 0; seen < known; place++) {
      seen += all.get(place).element() instanceof Packet ? 1 : 0;
    }
    List<Hold.Arrived> behind = new ArrayList<>(all.subList(place, all.size()));
    all.subList(0, place).stream()
        .filter(it -> it.element() instanceof StreamElement.Title)
        .reduce((_, later) -> later)
        .ifPresent(behind::addFirst);
    return behind;
  }
}
