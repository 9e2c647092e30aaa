package dev.sonolog.app.alerts;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what was told, so that it is not told again after a restart. Where that cannot be read or
 * written, it is. One thread; blocks.
 */
final class StateFile {
  private static final Logger LOG = System.getLogger(StateFile.class.getName());
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private AlertBook.State written = AlertBook.State.EMPTY;
  private boolean failing;

  /**
   * @param file is replaced as a whole
   */
  StateFile(Path file) {
    this.file = file;
  }

  AlertBook.State read() {
    try {
      if (Files.exists(file)) {
        written = JSON.readValue(Files.readString(file), AlertBook.State.class);
      }
    } catch (IOException | JacksonException e) {
      LOG.log(
          Level.WARNING, "{0} cannot be read, so alerts may come twice: {1}", file, e.toString());
    }
    return written;
  }

  /** Writes it if it is another than before. */
  void write(AlertBook.State state) {
    if (state.equals(written)) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(fresh, JSON.writeValueAsString(state));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      written = state;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.log(Level.WARNING, "{0} cannot be written: {1}", file, e.toString());
      }
      failing = true;
    }
  }
}
