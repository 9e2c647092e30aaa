package dev.sonolog.formats.ogg;

import dev.sonolog.formats.ogg.OggTrack.PreRollRule;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a link so that a cut may stand behind its newest packet: the newest
 * packets, as many as the codec's rule allows, and how much of the link's own pre-skip lies ahead.
 * Owned by a muxer; bounded.
 */
final class PreRoll {
  /** More is not kept, whatever the packets are; 1.36 s of Opus at its highest rate are a tenth. */
  private static final int MAX_BYTES = 2 << 20;

  private final OggSetup setup;
  private final PreRollRule rule;
  private final ArrayDeque<Kept> packets = new ArrayDeque<>();
  private long samples;
  private long bytes;
  private long toSkip;

  /**
   * A packet that is remembered.
   *
   * @param samples what a decoder puts out for it
   */
  private record Kept(OggPacket packet, int samples) {}

  PreRoll(OggSetup setup) {
    this.setup = setup;
    this.rule = setup.track().preRollRule();
    this.toSkip = setup.preSkip();
  }

  void add(OggPacket packet, int duration) {
    packets.addLast(new Kept(packet, duration));
    samples += duration;
    bytes += packet.bytes().length;
    toSkip = Math.max(0, toSkip - duration);
    while (packets.size() > rule.mostPackets()
        || samples > rule.mostSamples()
        || bytes > MAX_BYTES) {
      Kept oldest = packets.removeFirst();
      samples -= oldest.samples();
      bytes -= oldest.packet().bytes().length;
    }
  }

  /** Whether a segment that begins with the next packet would be as exact as it can be. */
  boolean suffices() {
    return setup.beginning() != OggSetup.Beginning.LATER
        || (packets.size() >= rule.leastPackets() && samples >= rule.leastSamples());
  }

  /** The packets to repeat, oldest first. */
  List<OggPacket> packets() {
    return packets.stream().map(Kept::packet).toList();
  }

  /** Samples that a decoder of a segment puts out before the segment's first. */
  int preSkip() {
    int samples = (int) toSkip;
    Optional<byte[]> before = Optional.empty();
    for (Kept kept : packets) {
      samples += setup.track().duration(before, kept.packet().bytes()).orElse(0);
      before = Optional.of(kept.packet().bytes());
    }
    return samples;
  }

  /** The newest packet's bytes. */
  Optional<byte[]> newest() {
    return Optional.ofNullable(packets.peekLast()).map(kept -> kept.packet().bytes());
  }
}
