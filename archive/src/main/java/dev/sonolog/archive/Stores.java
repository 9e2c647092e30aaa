package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which output directories share a file system, and the room on each. A volume bears the name of
 * the first of its directories. Looked up once; blocks in the file system: platform threads only.
 */
final class Stores {
  private static final System.Logger LOGGER = System.getLogger(Stores.class.getName());

  /** How the room of a volume is asked for; one that hangs may hang its asker. */
  @FunctionalInterface
  interface Asking {
    Space ask(Path directory, Lane.Operation<Space> operation) throws IOException;
  }

  private final Map<Path, String> volumes = new HashMap<>();
  private final Map<String, FileStore> stores = new TreeMap<>();

  Stores(Collection<Path> directories) {
    Map<FileStore, String> names = new LinkedHashMap<>();
    for (Path directory : directories.stream().sorted().toList()) {
      try {
        FileStore store = Files.getFileStore(directory);
        String name = names.computeIfAbsent(store, _ -> directory.toString());
        volumes.put(directory, name);
        stores.put(name, store);
      } catch (IOException e) {
        LOGGER.log(Level.DEBUG, "{0} is not there: {1}", directory, Failures.reason(e));
      }
    }
  }

  /** The volume of a file of the archive. */
  Optional<String> volume(Path file) {
    return volumes.entrySet().stream()
        .filter(entry -> file.startsWith(entry.getKey()))
        .max(Comparator.comparingInt(entry -> entry.getKey().getNameCount()))
        .map(Map.Entry::getValue);
  }

  /** The room on each volume that answers. */
  Map<String, Space> spaces(Asking asking) {
    Map<String, Space> spaces = new TreeMap<>();
    stores.forEach(
        (name, store) -> {
          try {
            spaces.put(
                name,
                asking.ask(
                    Path.of(name), () -> new Space(store.getUsableSpace(), store.getTotalSpace())));
          } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "{0} does not tell its room: {1}", name, Failures.reason(e));
          }
        });
    return spaces;
  }
}
