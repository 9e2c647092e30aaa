package dev.sonolog.app;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * ISR's {@code status.json} in an output directory: the files that are being written, by their
 * final names relative to it. Programs made for ISR read it. Written by one platform thread; a
 * failure is logged once and never stops a recording.
 */
final class IsrStatusFile {
  private static final Logger LOG = System.getLogger(IsrStatusFile.class.getName());

  private final Path directory;
  private final Path file;
  private final Path fresh;
  private boolean failing;
  private boolean removed;

  IsrStatusFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("status.json");
    this.fresh = directory.resolve(".status.json.new");
  }

  /** Replaces the file, atomically. Files outside the directory are not its business. */
  synchronized void write(List<Path> active) {
    if (removed) {
      return;
    }
    List<String> names =
        active.stream()
            .filter(path -> path.startsWith(directory))
            .map(path -> directory.relativize(path).toString())
            .sorted()
            .toList();
    try {
      Files.writeString(fresh, ControlMessage.JSON.writeValueAsString(Map.of("active", names)));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.log(Level.WARNING, "{0} cannot be written: {1}", file, e.toString());
      }
      failing = true;
    }
  }

  /** The recorder stops: nothing is active any more. */
  synchronized void remove() {
    removed = true;
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be removed: {1}", file, e.toString());
    }
  }
}
