package dev.sonolog.server.isr;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which file a name of ISR's means, and what a file is called there: its path from the output
 * directory, by its final name also while it is being written. Further output directories are
 * called by their own names in front of it. Whether a file is active is decided by the file and not
 * by how it is spelt. Platform threads.
 */
final class IsrFiles {
  private static final Logger LOG = System.getLogger(IsrFiles.class.getName());

  /** What ISR lists. */
  static final Set<String> EXTENSIONS = Set.of("wav", "mp3", "ogg", "flac", "aac", "opus");

  private static final String STATE = ".sonolog";

  private final ArchiveService archive;
  private final IsrStatus status;
  private final List<Root> roots;

  /** An output directory, and what its files' names begin with. */
  private record Root(Path directory, String prefix) {}

  /**
   * A file that is there.
   *
   * @param file its final name, absolute
   * @param place where its bytes lie now
   * @param recording what the catalogue knows of it
   * @param active whether it is being written
   */
  record Found(Path file, Path place, Optional<Recording> recording, boolean active) {}

  IsrFiles(ArchiveService archive) {
    this.archive = archive;
    this.roots = roots(archive.roots());
    this.status = new IsrStatus(archive.roots());
  }

  private static List<Root> roots(List<Path> directories) {
    List<Root> roots = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path directory : directories) {
      roots.add(new Root(directory, roots.isEmpty() ? "" : prefix(directory, roots, taken)));
    }
    return roots;
  }

  /** A name that no folder of the first directory has, nor another directory. */
  private static String prefix(Path directory, List<Root> roots, Set<String> taken) {
    Path last = directory.getFileName();
    String name = last == null ? "root" : last.toString();
    String free = name;
    for (int i = 2;
        taken.contains(free) || Files.exists(roots.getFirst().directory().resolve(free));
        i++) {
      free = name + "-" + i;
    }
    taken.add(free);
    return free + "/";
  }

  /** What a file is called; nothing where it lies in no output directory. */
  Optional<String> name(Path file) {
    return roots.stream()
        .filter(root -> file.startsWith(root.directory()))
        .map(root -> root.prefix() + root.directory().relativize(file).toString())
        .findFirst();
  }

  /** Whether ISR lists files that are called so. */
  static boolean isListed(Path file) {
    return EXTENSIONS.contains(extension(file.getFileName().toString()));
  }

  /** In lower case, without the dot. */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** What other programs are writing. */
  IsrStatus status() {
    return status;
  }

  /**
   * The file that a name means.
   *
   * @throws ProblemException 403 if it leads out of the directories, 404 if there is none
   */
  Found find(String name) throws IOException, ProblemException {
    return find(inside(name));
  }

  private Found find(Path file) throws IOException, ProblemException {
    Optional<Recording> recording =
        archive.recordings().isPresent()
            ? archive.view().together(view -> new Recordings(view).present(file))
            : Optional.empty();
    boolean active =
        recording.isPresent()
            ? isActive(recording.get(), status.isActive(file))
            : status.isActive(file);
    Path place = recording.map(it -> it.segment().place()).orElse(file);
    if (!Files.isRegularFile(place) || !isListed(file)) {
      throw Problem.NOT_FOUND.exception("Not found");
    }
    return new Found(file, place, recording, active);
  }

  /**
   * Whether a recording is being written. Of our own the catalogue knows best: what a program says
   * that records into the folder may be seconds old, our own recorder's words for ISR's programs
   * included.
   *
   * @param told whether a program says so
   */
  static boolean isActive(Recording recording, boolean told) {
    StoredSegment segment = recording.segment();
    return segment.state() == SegmentState.RECORDING || (told && !segment.startFrom().isOurs());
  }

  /**
   * The same, known to the catalogue if it can be: somebody may have put it in a moment ago.
   *
   * @throws ProblemException 404 if it is gone meanwhile
   */
  Found known(Found found) throws IOException, ProblemException {
    if (found.recording().isPresent() || found.active()) {
      return found;
    }
    try {
      archive.takeNote(found.file());
    } catch (IOException e) { // then it is known a moment later
      LOG.log(Level.DEBUG, "{0} is not known yet: {1}", found.file(), e.toString());
      return found;
    }
    return find(found.file());
  }

  /** The path that a name means, if neither dots nor links lead out of its directory. */
  private Path inside(String name) throws IOException, ProblemException {
    Root root = root(name);
    Path file = resolve(root, name.substring(root.prefix().length()));
    if (!file.startsWith(root.directory())) {
      throw forbidden();
    }
    Path real = withoutLinks(root, file);
    if (root.directory().relativize(real).startsWith(STATE)) {
      throw Problem.NOT_FOUND.exception("Not found");
    }
    return real;
  }

  private Root root(String name) {
    return roots.stream()
        .filter(root -> !root.prefix().isEmpty() && name.startsWith(root.prefix()))
        .findFirst()
        .orElse(roots.getFirst());
  }

  private static Path resolve(Root root, String rest) throws ProblemException {
    try {
      return root.directory().resolve(rest).normalize();
    } catch (InvalidPathException _) {
      throw Problem.NOT_FOUND.exception("Not found");
    }
  }

  /**
   * The same below the directory, but for links in it. A file that is being written has another
   * name still; its folder is where it says.
   */
  private static Path withoutLinks(Root root, Path file) throws IOException, ProblemException {
    Path there = root.directory();
    for (Path name : root.directory().relativize(file)) {
      Path next = there.resolve(name);
      if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
        break;
      }
      there = next;
    }
    if (!Files.exists(there)) {
      return file; // nor is there anything that a link leads to
    }
    Path directory = root.directory().toRealPath();
    Path real = there.toRealPath();
    if (!real.startsWith(directory)) {
      throw forbidden();
    }
    return root.directory().resolve(directory.relativize(real)).resolve(there.relativize(file));
  }

  static ProblemException forbidden() {
    return new ProblemException(
        new Problem(403, "forbidden", "Forbidden", Optional.empty(), List.of()));
  }
}
