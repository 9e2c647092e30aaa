package dev.sonolog.libretime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Watches a station for all who want to know: one thread, which never waits for an answer, asks
 * each question once at a time and keeps what came back. Whoever reads gets what is kept, at once.
 * What was not confirmed for a while is not known any more; a station that does not answer is asked
 * less and less often.
 */
public final class LibretimeWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LibretimeWatch.class.getName());
  private static final Duration TICK = Duration.ofMillis(200);

  private final WatchTime time;
  private final WatchSettings settings;
  private final LampHold hold;
  private final Question<OnAirLight> light;
  private final Question<LiveInfo> live;
  private final Question<Inputs> inputs;
  private final Question<StationInfo> station;
  private final List<Consumer<StationState>> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile StationState state = StationState.UNKNOWN;

  /** A watch that is looked after by {@link #begin}. The client stays the caller's. */
  public LibretimeWatch(LibretimeClient client, WatchSettings settings, WatchTime time) {
    this.time = time;
    this.settings = settings;
    this.hold = new LampHold(settings.hold());
    long now = time.nanos();
    light = new Question<>(client, List.of(Ask.ON_AIR_LIGHT), settings.lamp(), settings, now);
    live =
        new Question<>(
            client, List.of(Ask.LIVE_INFO_V2, Ask.LIVE_INFO), settings.shows(), settings, now);
    inputs = new Question<>(client, List.of(Ask.STREAM_STATE), settings.lamp(), settings, now);
    station =
        new Question<>(client, List.of(Ask.BOOTSTRAP, Ask.INFO), settings.name(), settings, now);
  }

  /** Begins to ask. */
  public void begin() {
    Thread.ofPlatform().daemon().name("libretime watch").start(this::run);
  }

  private void run() {
    try {
      do {
        tickSafely();
      } while (!closing.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "LibreTime is not watched for a moment", e);
    }
  }

  /** Takes what has come, asks what is due, and tells what changed. Never waits. */
  void tick() {
    long now = time.nanos();
    Stream.of(light, live, inputs, station).forEach(it -> it.advance(now));
    StationState fresh = gathered(now);
    StationState before = state;
    state = fresh;
    if (!fresh.trouble().equals(before.trouble())) {
      fresh
          .trouble()
          .ifPresentOrElse(
              it -> LOG.log(Level.WARNING, it),
              () -> LOG.log(Level.INFO, "LibreTime answers as it should"));
    }
    if (!fresh.equals(before)) {
      listeners.forEach(it -> tell(it, fresh));
    }
  }

  private static void tell(Consumer<StationState> listener, StationState fresh) {
    try {
      listener.accept(fresh);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Somebody could not be told what LibreTime says", e);
    }
  }

  private StationState gathered(long now) {
    Duration oldest = settings.silence();
    Optional<OnAirLight> lit = light.answer(now, oldest);
    Optional<LiveInfo> info = live.answer(now, oldest.plus(settings.shows()));
    Optional<StationInfo> named = station.answer(now, Duration.ofDays(1));
    Lamp lamp = hold.advance(lit.map(LampHold::said).orElse(Lamp.UNKNOWN), now);
    return new StationState(
        lamp,
        info.map(LiveInfo::current).orElse(List.of()),
        info.map(LiveInfo::next).orElse(List.of()),
        info.flatMap(LiveInfo::track),
        inputs
            .answer(now, oldest)
            .orElse(Inputs.UNKNOWN)
            .or(info.map(LiveInfo::inputs).orElse(Inputs.UNKNOWN))
            .or(lit.map(OnAirLight::inputs).orElse(Inputs.UNKNOWN)),
        named.flatMap(StationInfo::name),
        answers(lit.isPresent() || info.isPresent()),
        trouble());
  }

  /** A refusal is an answer, too. */
  private Known answers(boolean isHeard) {
    List<Failure> failures = Stream.of(light, live).flatMap(it -> it.failure().stream()).toList();
    if (failures.stream().anyMatch(Failure::isSilence)) {
      return Known.NO;
    }
    return isHeard || !failures.isEmpty() ? Known.YES : Known.UNKNOWN;
  }

  /** What is wrong, the most telling first. */
  private Optional<String> trouble() {
    return Stream.of(light, live)
        .flatMap(it -> it.failure().stream())
        .findFirst()
        .map(it -> "LibreTime " + it.words());
  }

  /** What is known now. Never waits; any thread. */
  public StationState state() {
    return state;
  }

  /** Has somebody told what changes, on the watch's own thread; they must not wait. */
  public void listen(Consumer<StationState> listener) {
    listeners.add(listener);
  }

  /** Tells somebody no more. */
  public void forget(Consumer<StationState> listener) {
    listeners.remove(listener);
  }

  /** How many questions are not answered yet. */
  long underWay() {
    return Stream.of(light, live, inputs, station).filter(Question::isUnderWay).count();
  }

  /** Asks no more; returns at once. */
  @Override
  public void close() {
    closing.countDown();
  }
}
