package dev.sonolog.archive;

import dev.sonolog.formats.Container;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an archive consists of.
 *
 * @param directories the output directories, absolute; all of them are one archive. At least one.
 *     One may lie in another: it has a volume of its own when it lies on another file store
 * @param stateDirectory where the catalogue lies, absolute; {@link #defaultStateDirectory} usually
 * @param containers what files are tried as, in this order
 * @param sources where each source records, to tell whose files are that do not say; the first that
 *     suits counts
 * @param syncInterval how often a file that is being written is forced to the medium; zero for each
 *     time that it is flushed
 */
public record ArchiveSettings(
    Set<Path> directories,
    Path stateDirectory,
    List<Container> containers,
    List<SourceFolder> sources,
    Duration syncInterval) {
  public ArchiveSettings {
    directories = Set.copyOf(normalized(directories));
    stateDirectory = stateDirectory.normalize();
    containers = List.copyOf(containers);
    sources = List.copyOf(sources);
    if (directories.isEmpty()) {
      throw new IllegalArgumentException("An archive needs an output directory");
    }
    if (!stateDirectory.isAbsolute() || !directories.stream().allMatch(Path::isAbsolute)) {
      throw new IllegalArgumentException("Relative path in " + directories + ", " + stateDirectory);
    }
    if (syncInterval.isNegative()) {
      throw new IllegalArgumentException("Sync interval " + syncInterval + " is negative");
    }
  }

  /** The same, of which no sources are known. */
  public ArchiveSettings(
      Set<Path> directories,
      Path stateDirectory,
      List<Container> containers,
      Duration syncInterval) {
    this(directories, stateDirectory, containers, List.of(), syncInterval);
  }

  /** The usual place of the state: in the root output directory. */
  public static Path defaultStateDirectory(Path root) {
    return root.resolve(SegmentScan.STATE);
  }

  /** Where the catalogue of these settings lies. */
  public Path catalogueFile() {
    return stateDirectory.resolve(Catalogue.FILE);
  }

  /** The directories that lie in no other one: walking these finds each file once. */
  List<Path> outermost() {
    return directories.stream()
        .filter(d -> directories.stream().noneMatch(o -> !o.equals(d) && d.startsWith(o)))
        .sorted()
        .toList();
  }

  /** The folders whose locks make this process the only writer: a lock holds for all below it. */
  Set<Path> lockFolders() {
    Set<Path> folders = new LinkedHashSet<>();
    outermost().forEach(d -> folders.add(d.resolve(SegmentScan.STATE)));
    folders.add(stateDirectory);
    return folders;
  }

  private static Set<Path> normalized(Set<Path> paths) {
    Set<Path> normalized = new LinkedHashSet<>();
    paths.forEach(path -> normalized.add(path.normalize()));
    return normalized;
  }
}
