package dev.sonolog.recording;

import dev.sonolog.capture.AirClock;
import dev.sonolog.formats.SampleRate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When the samples of one run were on air, on the wall clock. The monotonic side is the {@link
 * AirClock}'s; this turns it into instants, keeps them from running backwards while the envelope
 * settles, and notices when what was told proves wrong. Owned by one run.
 */
final class RunTimeline {
  /** A start that is off by less is left as it is: nobody hears the difference. */
  static final Duration TOLERANCE = Duration.ofMillis(100);

  /** An envelope that rises by so much is a source that paused and then went on where it was. */
  static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * So long after its start more packets may still show that a run began earlier than was known:
   * the envelope remembers the first ones. What moves later is the source.
   */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  /**
   * A step back of the wall clock by more is somebody setting the clock, and is followed; a smaller
   * one is the envelope settling.
   */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  /** Another server of the same station is ahead or behind by no more. */
  private static final Duration ANOTHER_WAY = Duration.ofSeconds(5);

  private final AirClock clock;
  private final SampleRate rate;
  private final WallClock wallClock;
  private Instant latest = Instant.MIN;
  private Optional<Told> told = Optional.empty();
  private Optional<WallClock.Reading> looked = Optional.empty();

  /** An arrival as it was known when others were told. */
  private record Told(long sample, long arrivalNanos) {}

  RunTimeline(SampleRate rate, WallClock wallClock) {
    this(new AirClock(rate), rate, wallClock);
  }

  private RunTimeline(AirClock clock, SampleRate rate, WallClock wallClock) {
    this.clock = clock;
    this.rate = rate;
    this.wallClock = wallClock;
  }

  /**
   * The timeline of a run that begins now, with what this one has learned of the source's clock.
   */
  RunTimeline ofNewRun() {
    return new RunTimeline(clock.copy(), rate, wallClock);
  }

  /** A packet that ends at {@code endSample} had arrived by {@code arrivalNanos}. */
  void observe(long endSample, long arrivalNanos) {
    clock.observe(endSample, arrivalNanos);
  }

  /**
   * The timeline of what follows a loss: the same, unless the machine slept meanwhile. Then its
   * monotonic clock stood still, and what was learned of the source's is of no use any more.
   */
  RunTimeline behindLoss() {
    if (looked.isEmpty()) {
      return this;
    }
    WallClock.Reading now = wallClock.read();
    Duration step = Duration.between(looked.get().at(now.nanos()), now.now());
    return step.compareTo(CLOCK_STEP) < 0 ? this : new RunTimeline(rate, wallClock);
  }

  /**
   * When {@code sample} was on air, as known now. Asked for ever later samples, it answers ever
   * later instants, unless the wall clock is set back.
   *
   * @throws IllegalStateException before the first observation
   */
  Instant at(long sample) {
    latest = expected(sample);
    return latest;
  }

  /** What {@link #at} would answer, without having been asked. */
  Instant expected(long sample) {
    long arrival = arrivalNanos(sample);
    Instant known = wallClock.at(arrival);
    looked = Optional.of(new WallClock.Reading(known, arrival));
    boolean settling = known.isBefore(latest) && latest.minus(CLOCK_STEP).isBefore(known);
    return settling ? latest : known;
  }

  /**
   * Whether a packet that ends at {@code endSample} can have been the newest that the source had
   * when it arrived: not seconds before nor seconds behind what its clock says.
   */
  boolean isPlausible(long endSample, long arrivalNanos) {
    long late = arrivalNanos - arrivalNanos(endSample);
    return Math.abs(late) <= ANOTHER_WAY.toNanos();
  }

  /** Whether something that was on air at {@code nanos} is not older than {@code sample}. */
  boolean isBehind(long sample, long nanos) {
    return nanos >= arrivalNanos(sample);
  }

  /**
   * Remembers that others were told when {@code sample} was on air, as it is known now: always the
   * first time, and later once the start of the run is settled, which is compared until then.
   *
   * @param samplesSinceStart how far the run has come
   */
  void tellUnlessSettling(long sample, long samplesSinceStart) {
    if (told.isEmpty() || !isSettling(samplesSinceStart)) {
      told = Optional.of(new Told(sample, arrivalNanos(sample)));
    }
  }

  /** Whether the start of a run that has come so far may still prove to have been earlier. */
  boolean isSettling(long samplesSinceStart) {
    return rate.duration(samplesSinceStart).compareTo(SETTLING) <= 0;
  }

  /**
   * How the truth differs from what was told, when by so much that it matters; each difference is
   * answered once. Negative: it was earlier, for delay only adds. Positive: the source has paused
   * since.
   */
  Optional<Duration> difference() {
    if (told.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong move = clock.move(told.get().sample, told.get().arrivalNanos);
    long nanos = move.orElse(0);
    if (nanos >= -TOLERANCE.toNanos() && nanos < PAUSE.toNanos()) {
      return Optional.empty();
    }
    told = Optional.of(new Told(told.get().sample, told.get().arrivalNanos + nanos));
    return Optional.of(Duration.ofNanos(nanos));
  }

  /**
   * How much the source's clock runs faster than ours, in parts per million; unknown in the first
   * minutes.
   */
  Optional<Double> driftPpm() {
    var slow = clock.driftPpm();
    return slow.isPresent() ? Optional.of(-slow.getAsDouble()) : Optional.empty();
  }

  private long arrivalNanos(long sample) {
    return clock
        .arrivalOf(sample)
        .orElseThrow(() -> new IllegalStateException("No packet was observed yet"));
  }
}
