package dev.sonolog.libretime;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the plan for when LibreTime cannot be asked. A file that cannot be read is as none; one
 * that cannot be written is told once. One thread; blocks.
 */
final class PlanFile {
  private static final Logger LOG = System.getLogger(PlanFile.class.getName());
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LARGEST = 64 << 20;

  private final Path file;
  private boolean failing;

  /**
   * @param file is replaced as a whole
   */
  PlanFile(Path file) {
    this.file = file;
  }

  Plan read() {
    try {
      if (!Files.exists(file) || Files.size(file) > LARGEST) {
        return Plan.EMPTY;
      }
      Plan plan = JSON.readValue(Files.readAllBytes(file), Plan.class);
      return plan == null ? Plan.EMPTY : plan; // "null" is JSON, too
    } catch (IOException | JacksonException e) {
      LOG.log(
          Level.WARNING,
          "{0} cannot be read, so the shows are known when LibreTime answers: {1}",
          file,
          e.toString());
      return Plan.EMPTY;
    }
  }

  void write(Plan plan) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      force(fresh, JSON.writeValueAsBytes(plan));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      failing = false;
    } catch (IOException | JacksonException e) {
      if (!failing) {
        LOG.log(
            Level.WARNING,
            "{0} cannot be written; after a restart without LibreTime no shows are known: {1}",
            file,
            e.toString());
      }
      failing = true;
    }
  }

  private static void force(Path fresh, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
