package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said of files when they were imported: whose they are and when they began, which their
 * names do not tell as exactly, or at all. Out of the {@link AuditLog}, read when it is first asked
 * for; an import that comes later needs new notes. One thread; blocks in the file system. A log
 * that cannot be read is none, and told.
 */
final class ImportNotes {
  private static final System.Logger LOGGER = System.getLogger(ImportNotes.class.getName());

  /** What was said of a file. */
  record Said(String source, Instant start, StartOrigin from) {}

  /** A file by its place. */
  private record Named(String file, long bytes) {}

  /** A file whatever it is called. */
  private record Shape(long bytes, Instant modified) {}

  private record Notes(Map<Named, Said> named, Map<Shape, Said> shapes) {}

  private final AuditLog log;
  private final CataloguePaths paths;
  private @Nullable Notes notes;

  ImportNotes(ArchiveSettings settings) {
    log = new AuditLog(settings.stateDirectory());
    paths = new CataloguePaths(settings.catalogueFile());
  }

  /**
   * What was said of a file when it was imported, if it was: the one of that name and length; else,
   * if somebody renamed it, the only one of that length and time of modification.
   */
  Optional<Said> of(SeenFile seen) {
    Notes all = notes();
    return Optional.ofNullable(all.named.get(new Named(paths.text(seen.file()), seen.bytes())))
        .or(() -> Optional.ofNullable(all.shapes.get(new Shape(seen.bytes(), seen.modified()))));
  }

  private Notes notes() {
    Notes known = notes;
    if (known == null) {
      known = read();
      notes = known;
    }
    return known;
  }

  private Notes read() {
    Notes found = new Notes(new HashMap<>(), new HashMap<>());
    Set<Shape> ambiguous = new HashSet<>();
    try {
      log.forEach(entry -> entry.imported().ifPresent(it -> note(entry, it, found, ambiguous)));
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "Nobody knows what was said of imports: {0}", Failures.reason(e));
    }
    found.shapes.keySet().removeAll(ambiguous);
    return found;
  }

  private static void note(
      AuditEntry entry, AuditEntry.Imported imported, Notes notes, Set<Shape> ambiguous) {
    Said said = new Said(entry.source(), entry.start(), imported.startFrom());
    Shape shape = new Shape(entry.bytes(), imported.modified());
    notes.named.put(new Named(entry.file(), entry.bytes()), said);
    Said before = notes.shapes.put(shape, said);
    if (before != null && !before.equals(said)) {
      ambiguous.add(shape);
    }
  }
}
