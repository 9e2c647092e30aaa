package dev.sonolog.app.config;

import dev.sonolog.recording.SourceSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What differs between two configurations, by value: secrets count, and so do the contents of the
 * files and variables that they were fetched from. A source is the same when its name is.
 *
 * @param unchanged sources that go on undisturbed
 * @param changed sources that have to begin anew
 * @param added sources that were not there before
 * @param removed sources that are there no more
 * @param logLevel the new level, when it is another; it can be applied at once
 * @param restart the keys of {@code [general]} whose change counts after a restart only
 */
public record ConfigurationChange(
    List<SourceSettings> unchanged,
    List<Changed> changed,
    List<SourceSettings> added,
    List<SourceSettings> removed,
    Optional<LogLevel> logLevel,
    List<String> restart) {

  /** A source whose settings differ. */
  public record Changed(SourceSettings before, SourceSettings after) {}

  /** What is to be done to go from one configuration to the other. */
  public static ConfigurationChange between(Configuration before, Configuration after) {
    Map<String, SourceSettings> old = byName(before);
    List<SourceSettings> unchanged = new ArrayList<>();
    List<Changed> changed = new ArrayList<>();
    List<SourceSettings> added = new ArrayList<>();
    for (SourceSettings source : after.sources()) {
      SourceSettings was = old.remove(source.name());
      if (was == null) {
        added.add(source);
      } else if (was.equals(source)) {
        unchanged.add(source);
      } else {
        changed.add(new Changed(was, source));
      }
    }
    return new ConfigurationChange(
        List.copyOf(unchanged),
        List.copyOf(changed),
        List.copyOf(added),
        List.copyOf(old.values()),
        logLevel(before.general(), after.general()),
        restart(before.general(), after.general()));
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return changed.isEmpty()
        && added.isEmpty()
        && removed.isEmpty()
        && logLevel.isEmpty()
        && restart.isEmpty();
  }

  private static Map<String, SourceSettings> byName(Configuration configuration) {
    Map<String, SourceSettings> sources = new LinkedHashMap<>();
    configuration.sources().forEach(source -> sources.put(source.name(), source));
    return sources;
  }

  private static Optional<LogLevel> logLevel(GeneralSettings before, GeneralSettings after) {
    return Optional.of(after.logLevel()).filter(level -> level != before.logLevel());
  }

  private static List<String> restart(GeneralSettings before, GeneralSettings after) {
    List<Key<?>> keys = new ArrayList<>();
    addIfChanged(keys, Keys.OUTPUT_DIRECTORY, before.outputDirectory(), after.outputDirectory());
    addIfChanged(keys, Keys.STATE_DIRECTORY, before.stateDirectory(), after.stateDirectory());
    addIfChanged(keys, Keys.LOG_FILE, before.logFile(), after.logFile());
    addIfChanged(keys, Keys.SYNC_SECONDS, before.syncInterval(), after.syncInterval());
    return keys.stream().map(Key::name).toList();
  }

  private static <T> void addIfChanged(List<Key<?>> keys, Key<?> key, T before, T after) {
    if (!before.equals(after)) {
      keys.add(key);
    }
  }
}
