package dev.sonolog.app.config;

import dev.sonolog.app.config.Key.Kind;
import dev.sonolog.app.config.SourceFactory.Draft;
import dev.sonolog.archive.FileNamePattern;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Into which folder each source records. Sources that share an output directory, and have no
 * pattern for their names, get folders of their own in it; all others record right there.
 */
final class Folders {
  /** What makes the names of two sources alike. */
  private record Naming(Path directory, FileNamePattern pattern) {}

  private final List<Draft> drafts;
  private final Path workingDirectory;
  private final Map<Path, Long> sources;

  Folders(List<Draft> drafts, Path workingDirectory) {
    this.drafts = drafts;
    this.workingDirectory = workingDirectory;
    this.sources =
        drafts.stream()
            .map(draft -> outputDirectory(draft.settings()))
            .collect(Collectors.groupingBy(directory -> directory, Collectors.counting()));
  }

  /** The folder below which a source's names are made. */
  Path of(SectionSettings settings) {
    Path directory = outputDirectory(settings);
    boolean shared = sources.getOrDefault(directory, 0L) > 1;
    boolean nameable = SourceName.fault(settings.name()).isEmpty();
    return shared && nameable && !settings.sets(Keys.FILENAME_PATTERN)
        ? directory.resolve(settings.name())
        : directory;
  }

  /** Warns of streams that record into one folder by one pattern, which does not name them. */
  void warnOfEqualNames(Problems problems) {
    Map<Naming, SectionSettings> seen = new HashMap<>();
    drafts.stream()
        .filter(draft -> draft.kind() == Kind.STREAM)
        .map(Draft::settings)
        .filter(settings -> settings.sets(Keys.FILENAME_PATTERN))
        .filter(settings -> !settings.get(Keys.FILENAME_PATTERN).namesSource())
        .forEach(settings -> warnOfTwin(settings, seen, problems));
  }

  private void warnOfTwin(
      SectionSettings settings, Map<Naming, SectionSettings> seen, Problems problems) {
    Naming naming = new Naming(outputDirectory(settings), settings.get(Keys.FILENAME_PATTERN));
    SectionSettings twin = seen.putIfAbsent(naming, settings);
    if (twin != null) {
      problems.warning(
          settings.line(),
          Keys.FILENAME_PATTERN.name(),
          "["
              + settings.name()
              + "] and ["
              + twin.name()
              + "] record into one folder under the same names, which then end in -2; put"
              + " %{source} into the pattern");
    }
  }

  private Path outputDirectory(SectionSettings settings) {
    return workingDirectory.resolve(settings.get(Keys.OUTPUT_DIRECTORY)).normalize();
  }
}
