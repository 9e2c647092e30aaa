package dev.sonolog.capture;

import dev.sonolog.formats.SampleRate;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Tells when a sample was on air, from nothing but when packets arrived.
 *
 * <p><b>The model.</b> A station sends in real time. If sample {@code m} (in nanoseconds of media
 * time) arrives at {@code a} on the monotonic clock, then {@code a - m} is the same for all samples
 * but for what delays them: network jitter, the batches in which this program reads, a slow disk.
 * Delays only add. A burst at the start of a connection only looks like delay: its old samples come
 * late, its newest one in time. So the least {@code a - m}, the <i>lower envelope</i>, is the true
 * one, and {@code air(m) = m + envelope}. "On air" is the arrival of the live edge here: the
 * constant delay of encoder, server and network cannot be seen from this end.
 *
 * <p><b>Drift.</b> The station's crystal is not ours, so the envelope is a line with a slight slope
 * rather than a constant. Arrivals are kept as one minimum for each bucket of 10 s, the last 5
 * minutes of them; the slope comes from the least squares line through the minima of the whole run,
 * once it is 10 minutes old. Each minimum is moved along the slope to the moment asked for, and the
 * least wins. An older sample is answered with the envelope of its own time, along the same slope.
 *
 * <p><b>Steps.</b> A station that pauses and then goes on where it stopped is late from then on,
 * for good. When all minima of the last 30 s lie more than 100 ms above the envelope, that is a
 * step and no jitter: what was before is forgotten, the slope with it. A step to the earlier (a
 * station that skips, or a burst late in a connection) is followed at once.
 *
 * <p><b>Errors.</b> Let {@code j} be the smallest delay that occurs within a window of 5 minutes;
 * with reading in batches of 400 ms it is usually below 10 ms, and never above 400 ms. Answers are
 * late by at most {@code j}. Until the slope is known they are early by at most 5 min times a drift
 * that makes the station slow: 30 ms at 100 ppm. After a pause they are early by its length, for 30
 * to 40 s.
 *
 * <p>Pure: no clock, no thread. Owned by the one who records a run; a new run has a new clock.
 */
public final class AirClock {
  private static final long BUCKET = Duration.ofSeconds(10).toNanos();
  private static final int BUCKETS = 30;
  private static final int BUCKETS_OF_A_STEP = 3;
  private static final long LEAST_STEP = Duration.ofMillis(100).toNanos();
  private static final int BUCKETS_OF_A_LINE = 60;

  private final SampleRate rate;
  private final Minimum[] recent = new Minimum[BUCKETS];
  private final Line line = new Line();
  private int count;

  /** The earliest arrival of one bucket: {@code offset} is arrival minus media time. */
  private record Minimum(long bucket, long arrival, long offset) {}

  /**
   * @param rate the sample rate of the run
   */
  public AirClock(SampleRate rate) {
    this.rate = rate;
  }

  /** A clock that has learned the same, and goes on by itself. */
  public AirClock copy() {
    AirClock copy = new AirClock(rate);
    System.arraycopy(recent, 0, copy.recent, 0, count);
    copy.count = count;
    copy.line.set(line);
    return copy;
  }

  /**
   * A packet came.
   *
   * @param mediaSamplesEnd the media position behind the packet's last sample
   * @param arrivalNanos when its last byte arrived, on the monotonic clock; never less than before
   */
  public void observe(long mediaSamplesEnd, long arrivalNanos) {
    Minimum seen =
        new Minimum(
            Math.floorDiv(arrivalNanos, BUCKET),
            arrivalNanos,
            arrivalNanos - mediaNanos(mediaSamplesEnd));
    if (count == 0 || newest().bucket() != seen.bucket()) {
      begin(seen);
    } else if (seen.offset() < newest().offset()) {
      recent[count - 1] = seen;
    }
  }

  /**
   * When a sample was on air.
   *
   * @param mediaSamples its media position
   * @return the moment on the monotonic clock, in nanoseconds; empty before the first packet
   */
  public OptionalLong arrivalOf(long mediaSamples) {
    if (count == 0) {
      return OptionalLong.empty();
    }
    long now = newest().arrival();
    long offset = envelope(now);
    long air = mediaNanos(mediaSamples) + offset;
    return OptionalLong.of(air + along(air - now));
  }

  /**
   * How far the answer for a sample has moved since it was asked before. Drift moves nothing.
   *
   * @param mediaSamples the sample's media position
   * @param earlierArrival what {@link #arrivalOf} said then
   * @return nanoseconds, positive when the sample is now known to have been on air later
   */
  public OptionalLong move(long mediaSamples, long earlierArrival) {
    OptionalLong now = arrivalOf(mediaSamples);
    return now.isEmpty() ? now : OptionalLong.of(now.getAsLong() - earlierArrival);
  }

  /**
   * How much slower the station's clock is than this computer's, in parts per million; negative
   * when it is faster. Empty until 10 minutes of an unbroken line are known.
   */
  public OptionalDouble driftPpm() {
    return line.count < BUCKETS_OF_A_LINE
        ? OptionalDouble.empty()
        : OptionalDouble.of(line.slope() * 1e6);
  }

  private void begin(Minimum first) {
    if (count > 0) {
      forgetBeforeStep();
      line.add(newest());
    }
    if (count == BUCKETS) {
      System.arraycopy(recent, 1, recent, 0, --count);
    }
    recent[count++] = first;
  }

  private void forgetBeforeStep() {
    if (rise(1) < -LEAST_STEP) {
      keep(1);
    } else if (rise(BUCKETS_OF_A_STEP) > LEAST_STEP) {
      keep(BUCKETS_OF_A_STEP);
    }
  }

  /** How far the envelope of the last few minima lies above that of those before them. */
  private long rise(int last) {
    int before = count - last;
    long now = newest().arrival();
    return before < 1 ? 0 : least(before, count, now) - least(0, before, now);
  }

  private void keep(int last) {
    System.arraycopy(recent, count - last, recent, 0, last);
    count = last;
    line.clear();
    for (int i = 0; i < last - 1; i++) {
      line.add(recent[i]);
    }
  }

  private long envelope(long now) {
    return least(0, count, now);
  }

  private long least(int from, int to, long now) {
    long least = Long.MAX_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, recent[i].offset() + along(now - recent[i].arrival()));
    }
    return least;
  }

  /** How far the envelope moves in a stretch of time. */
  private long along(long nanos) {
    return line.count < BUCKETS_OF_A_LINE ? 0 : Math.round(line.slope() * nanos);
  }

  private Minimum newest() {
    return recent[count - 1];
  }

  private long mediaNanos(long samples) {
    Duration media = rate.duration(samples);
    return Math.addExact(Math.multiplyExact(media.getSeconds(), 1_000_000_000L), media.getNano());
  }

  /** A least squares line, its sums kept about the running means so that months do not blur it. */
  private static final class Line {
    private long originArrival;
    private long originOffset;
    private int count;
    private double meanX;
    private double meanY;
    private double xx;
    private double xy;

    void add(Minimum point) {
      if (count == 0) {
        originArrival = point.arrival();
        originOffset = point.offset();
      }
      double x = point.arrival() - originArrival;
      double y = point.offset() - originOffset;
      count++;
      double dx = x - meanX;
      meanX += dx / count;
      meanY += (y - meanY) / count;
      xx += dx * (x - meanX);
      xy += dx * (y - meanY);
    }

    void set(Line other) {
      originArrival = other.originArrival;
      originOffset = other.originOffset;
      count = other.count;
      meanX = other.meanX;
      meanY = other.meanY;
      xx = other.xx;
      xy = other.xy;
    }

    double slope() {
      return xx == 0 ? 0 : xy / xx;
    }

    void clear() {
      count = 0;
      meanX = 0;
      meanY = 0;
      xx = 0;
      xy = 0;
    }
  }
}
