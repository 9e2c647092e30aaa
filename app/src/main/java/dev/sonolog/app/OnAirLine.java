package dev.sonolog.app;

import dev.sonolog.app.config.LibretimeSettings;
import dev.sonolog.libretime.Capabilities;
import dev.sonolog.libretime.Known;
import dev.sonolog.libretime.Lamp;
import dev.sonolog.libretime.LibretimeClient;
import dev.sonolog.libretime.LibretimeWatch;
import dev.sonolog.libretime.MasterSwitch;
import dev.sonolog.libretime.PassThrough;
import dev.sonolog.libretime.ShowPlan;
import dev.sonolog.libretime.StationState;
import dev.sonolog.libretime.WatchSettings;
import dev.sonolog.libretime.WatchTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a recorder has to do with one LibreTime: one client, and who uses it. It is watched and
 * its plan read on threads of theirs; which calls it answers is tried at first, and when it answers
 * again, on another. Any thread may ask what is known.
 */
final class OnAirLine implements AutoCloseable {
  private static final Logger LOG = System.getLogger(OnAirLine.class.getName());

  private final LibretimeSettings settings;
  private final WatchTime time;
  private final Runnable changed;
  private final LibretimeClient client;
  private final LibretimeWatch watch;
  private final ShowPlan plan;
  private final PassThrough pass;
  private final MasterSwitch master;
  private volatile Since since;
  private volatile Optional<Capabilities> calls = Optional.empty();

  /** Since when what is known is so. */
  record Since(Lamp lamp, Instant lampAt, Known answers, Instant answersAt) {
    Since then(StationState state, Instant now) {
      return new Since(
          state.lamp(),
          state.lamp() == lamp ? lampAt : now,
          state.answers(),
          state.answers() == answers ? answersAt : now);
    }
  }

  /**
   * A line that speaks from {@link #begin} on.
   *
   * @param directory where the plan is kept
   * @param changed told that something is another; must not wait
   */
  OnAirLine(LibretimeSettings settings, Path directory, WatchTime time, Runnable changed) {
    this.settings = settings;
    this.time = time;
    this.changed = changed;
    this.client = LibretimeClient.of(settings.access(), Version.userAgent());
    this.watch = new LibretimeWatch(client, WatchSettings.DEFAULT, time);
    this.plan = new ShowPlan(client, directory.resolve("plan.json"), time);
    this.pass = new PassThrough(client, time);
    this.master = new MasterSwitch(client);
    this.since = new Since(Lamp.UNKNOWN, time.now(), Known.UNKNOWN, time.now());
  }

  /** Begins to speak. */
  void begin() {
    watch.listen(this::heard);
    plan.listen((_, _) -> changed.run());
    watch.begin();
    plan.begin();
    tryCalls();
  }

  /** On the watch's thread. */
  private void heard(StationState state) {
    Since before = since;
    since = before.then(state, time.now());
    if (before.answers() == Known.NO && state.answers() == Known.YES) {
      tryCalls(); // it may be another version now
    }
    changed.run();
  }

  private void tryCalls() {
    Thread.ofPlatform().daemon().name("libretime calls").start(this::probe);
  }

  private void probe() {
    try {
      Capabilities known = client.probe();
      calls = Optional.of(known);
      LOG.log(Level.DEBUG, "{0}", known.words());
      changed.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Which calls LibreTime answers is not known", e);
    }
  }

  LibretimeSettings settings() {
    return settings;
  }

  StationState state() {
    return watch.state();
  }

  Since since() {
    return since;
  }

  ShowPlan plan() {
    return plan;
  }

  PassThrough pass() {
    return pass;
  }

  MasterSwitch master() {
    return master;
  }

  LibretimeClient client() {
    return client;
  }

  /** Which calls it answers, once that was tried. */
  Optional<Capabilities> calls() {
    return calls;
  }

  @Override
  public void close() {
    watch.close();
    plan.close();
    client.close();
  }
}
