package dev.sonolog.app;

import dev.sonolog.app.config.LibretimeSettings;
import dev.sonolog.libretime.WatchTime;
import dev.sonolog.server.service.OnAirReport;
import dev.sonolog.studio.Studio;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The LibreTime of a recorder, if it has one: the line to it is made anew when the configuration
 * says something else of it. Nothing of the recorder waits for it, and what fails there fails there
 * alone. Any thread.
 */
final class OnAirDesk implements AutoCloseable {
  private static final Logger LOG = System.getLogger(OnAirDesk.class.getName());

  private final Path directory;
  private final WatchTime time;
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private volatile Optional<OnAirLine> line = Optional.empty();
  private volatile Optional<ShowNames> names = Optional.empty();
  private Optional<Recorder> recorder = Optional.empty(); // under the lock, and so is the next
  private Optional<ShowRecording> recording = Optional.empty();

  /** Who records shows. */
  private record Recorder(Studio studio, ShowRecording.Place place) {}

  /**
   * @param directory what is kept of the station; need not be there yet
   */
  OnAirDesk(Path directory) {
    this(directory, WatchTime.SYSTEM);
  }

  /** The same by other clocks. */
  OnAirDesk(Path directory, WatchTime time) {
    this.directory = directory;
    this.time = time;
  }

  /** Shows are recorded by this studio from now on, and takes of it called after them. */
  synchronized void begin(Studio studio, ShowRecording.Place place) {
    recorder = Optional.of(new Recorder(studio, place));
    ShowNames fresh = new ShowNames(studio, this::line, directory.resolve("names.json"));
    fresh.begin();
    names = Optional.of(fresh);
  }

  /** Speaks to this station from now on; with one that is the same it goes on. */
  synchronized void apply(Optional<LibretimeSettings> wanted) {
    if (wanted.isPresent() && line.map(OnAirLine::settings).equals(wanted)) {
      return;
    }
    hangUp();
    try {
      line = wanted.map(it -> new OnAirLine(it, directory, time, this::changed));
      recorder.ifPresent(it -> record(it, wanted.isPresent()));
      line.ifPresent(OnAirLine::begin);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "LibreTime is left out; recording does not depend on it", e);
    }
    changed();
  }

  private void record(Recorder by, boolean isWanted) {
    if (!isWanted) {
      ShowRecording.forget(by.studio());
      return;
    }
    recording = line.map(it -> new ShowRecording(by.studio(), it, by.place()));
    recording.ifPresent(ShowRecording::begin);
  }

  /** The station; nothing where none is configured. */
  Optional<OnAirLine> line() {
    return line;
  }

  /** What is known now; never waits. */
  OnAirReport report() {
    return line.map(OnAirReporter::of).orElse(OnAirReport.NONE);
  }

  /**
   * Tells somebody that something changed; on any thread, so who listens must not wait.
   *
   * @return ends that
   */
  Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public void close() {
    names.ifPresent(ShowNames::close);
    hangUp();
  }

  private synchronized void hangUp() {
    recording.ifPresent(ShowRecording::close);
    recording = Optional.empty();
    line.ifPresent(OnAirLine::close);
    line = Optional.empty();
  }
}
