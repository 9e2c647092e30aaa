package dev.sonolog.server.isr;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ISR itself says that it is writing, in the {@code status.json} of an output directory. ISR
 * writes it every two seconds and leaves it behind when it dies, so an old one says nothing. One
 * that cannot be read says nothing either. Platform threads.
 */
final class IsrStatus {
  static final String FILE = "status.json";

  /** So long after it was written it is believed. */
  static final Duration FRESH = Duration.ofSeconds(30);

  private static final Logger LOG = System.getLogger(IsrStatus.class.getName());
  private static final int LONGEST = 1 << 20;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final List<Path> directories;

  IsrStatus(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  /** Whether a file is being written by ISR. */
  boolean isActive(Path file) {
    return active().contains(file);
  }

  /** The files that are being written, absolute. */
  Set<Path> active() {
    Set<Path> active = new HashSet<>();
    for (Path directory : directories) {
      try {
        Path file = directory.resolve(FILE);
        if (isFresh(file) && Files.size(file) <= LONGEST) {
          for (JsonNode name : JSON.readTree(Files.readAllBytes(file)).path("active")) {
            if (name.isString() && !name.asString().isEmpty()) {
              active.add(directory.resolve(name.asString()).normalize());
            }
          }
        }
      } catch (NoSuchFileException _) {
        // nobody records there but us
      } catch (IOException | JacksonException | java.nio.file.InvalidPathException e) {
        LOG.log(Level.DEBUG, "{0} in {1} is not understood: {2}", FILE, directory, e.toString());
      }
    }
    return active;
  }

  private static boolean isFresh(Path file) throws IOException {
    Instant written = Files.getLastModifiedTime(file).toInstant();
    return Duration.between(written, Instant.now()).abs().compareTo(FRESH) <= 0;
  }
}
