package dev.sonolog.recording;

import dev.sonolog.formats.SampleRate;
import java.time.Duration;

/**
 * The newest packets of a run, by their fingerprints: what a new connection is held against. Keeps
 * {@link #KEPT} of audio and at most {@link #MOST} packets. Owned by the run.
 */
final class PacketTail {
  /** How much audio is remembered; a longer burst is rare. */
  static final Duration KEPT = Duration.ofSeconds(60);

  /** A minute of the shortest packets that there are, 2.5 ms each. */
  static final int MOST = 24_000;

  private static final int FIRST_LENGTH = 256;

  private final long limit;
  private long[] fingerprints = new long[FIRST_LENGTH];
  private int[] samples = new int[FIRST_LENGTH];
  private int first;
  private int count;
  private long kept;

  PacketTail(SampleRate rate) {
    this.limit = rate.samples(KEPT);
  }

  /** Remembers the next packet, and forgets what is too old. */
  void add(long fingerprint, int packetSamples) {
    while (count > 0 && (kept - samples[first] >= limit || count == MOST)) {
      kept -= samples[first];
      first = (first + 1) % fingerprints.length;
      count--;
    }
    if (count == fingerprints.length) {
      grow();
    }
    int place = (first + count) % fingerprints.length;
    fingerprints[place] = fingerprint;
    samples[place] = packetSamples;
    kept += packetSamples;
    count++;
  }

  private void grow() {
    int length = Math.min(MOST, 2 * count);
    long[] moreFingerprints = new long[length];
    int[] moreSamples = new int[length];
    for (int i = 0; i < count; i++) {
      moreFingerprints[i] = fingerprint(i);
      moreSamples[i] = samples[(first + i) % samples.length];
    }
    fingerprints = moreFingerprints;
    samples = moreSamples;
    first = 0;
  }

  /** How many packets are remembered. */
  int count() {
    return count;
  }

  /** The fingerprint of a packet, 0 being the oldest. */
  long fingerprint(int index) {
    return fingerprints[(first + index) % fingerprints.length];
  }
}
