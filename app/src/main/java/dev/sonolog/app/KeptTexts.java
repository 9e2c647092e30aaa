package dev.sonolog.app;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * A few texts by their keys, over restarts too: the newest thousand. A file that cannot be read is
 * as none, one that cannot be written is told in the log. Any thread; blocks.
 */
final class KeptTexts {
  private static final Logger LOG = System.getLogger(KeptTexts.class.getName());
  private static final int MOST = 1_000;
  private static final long LARGEST = 4 << 20;

  private final Path file;
  private final Map<String, String> texts = new LinkedHashMap<>();

  KeptTexts(Path file) {
    this.file = file;
    texts.putAll(read());
  }

  private Map<String, String> read() {
    try {
      return Files.exists(file) && Files.size(file) <= LARGEST
          ? ControlMessage.JSON.readValue(
              Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, String>>() {})
          : Map.of();
    } catch (IOException | JacksonException e) {
      LOG.log(Level.WARNING, "{0} cannot be read: {1}", file, e.toString());
      return Map.of();
    }
  }

  /** The text of a key, if there is one. */
  synchronized Optional<String> of(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  /** Keeps a text. */
  synchronized void put(String key, String text) {
    texts.remove(key); // the newest is the last
    texts.put(key, text);
    if (texts.size() > MOST) {
      texts.remove(texts.keySet().iterator().next());
    }
    write();
  }

  /** Keeps it no more. */
  synchronized void forget(String key) {
    if (texts.remove(key) != null) {
      write();
    }
  }

  private void write() {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(fresh, ControlMessage.JSON.writeValueAsBytes(texts));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be written: {1}", file, e.toString());
    }
  }
}
