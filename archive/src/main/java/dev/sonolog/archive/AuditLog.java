package dev.sonolog.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who deleted, restored, protected what, when and why, and who let whom in: lines of JSON that are
 * only ever appended, and that are on the medium before the thing itself is done. So a line may
 * tell of something that a power cut prevented, but nothing is done without one.
 *
 * <p>Several processes append, each under a lock of the file. A full disk must not keep old
 * recordings from being deleted, so a small file beside it is given up for a last few lines. Blocks
 * in the file system: platform threads only.
 */
public final class AuditLog {
  /** The file's name in the archive's state directory. */
  public static final String FILE = "audit.jsonl";

  private static final System.Logger LOGGER = System.getLogger(AuditLog.class.getName());
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int RESERVE_BYTES = 64 << 10;

  /** Closing any channel of the file gives up this process's lock: one at a time. */
  private static final ReentrantLock ONE = new ReentrantLock();

  private final Path file;
  private final Path reserve;

  /**
   * @param stateDirectory where it lies; need not be there yet
   */
  public AuditLog(Path stateDirectory) {
    file = stateDirectory.resolve(FILE);
    reserve = stateDirectory.resolve("audit.reserve");
  }

  Path file() {
    return file;
  }

  /**
   * Appends lines and forces them to the medium.
   *
   * @throws IOException if they are not there; what they announce must not be done then
   */
  void append(List<AuditEntry> entries) throws IOException {
    appendLines(entries);
  }

  /**
   * Appends a line of who may do what, and forces it to the medium.
   *
   * @throws IOException if it is not there; what it announces must not be done then
   */
  public void append(AccessEntry entry) throws IOException {
    appendLines(List.of(entry));
  }

  /**
   * Appends a line of what people noted, and forces it to the medium.
   *
   * @throws IOException if it is not there; what it announces must not be done then
   */
  void append(ReviewEntry entry) throws IOException {
    appendLines(List.of(entry));
  }

  private void appendLines(List<?> entries) throws IOException {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(JSON.writeValueAsString(entry)).append('\n'));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    ONE.lock();
    try {
      appendOrUseReserve(bytes);
    } finally {
      ONE.unlock();
    }
  }

  private void appendOrUseReserve(byte[] lines) throws IOException {
    try {
      append(lines);
      keepReserve();
    } catch (IOException e) {
      if (!Files.deleteIfExists(reserve)) {
        throw failed(e);
      }
      append(lines);
    }
  }

  private IOException failed(IOException e) {
    return new IOException(file + " cannot be written: " + Failures.reason(e), e);
  }

  private void append(byte[] lines) throws IOException {
    Path folder = file.resolveSibling("");
    Ownership.makeFolder(folder);
    boolean isNew = Files.notExists(file);
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      if (isNew) {
        Ownership.passOn(file, folder);
      }
      long end = channel.size();
      try {
        write(channel, endOfLine(channel, end), lines);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }

  /** Where the next line begins: a line that a crash cut off is ended first. */
  private static long endOfLine(FileChannel channel, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    boolean whole = end == 0 || channel.read(last, end - 1) < 1 || last.get(0) == '\n';
    if (!whole) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}), end);
    }
    return whole ? end : end + 1;
  }

  private static void write(FileChannel channel, long at, byte[] lines) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(lines);
    while (rest.hasRemaining()) {
      channel.write(rest, at + rest.position());
    }
    channel.force(true);
  }

  private void keepReserve() {
    if (Files.exists(reserve)) {
      return;
    }
    try {
      Files.write(reserve, new byte[RESERVE_BYTES]);
      Ownership.passOn(reserve, reserve.resolveSibling(""));
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "{0} cannot be made: {1}", reserve, Failures.reason(e));
    }
  }

  /**
   * Tells all lines about recordings, the oldest first; none when nothing was ever done. What is no
   * such line is left out.
   */
  public void forEach(Consumer<AuditEntry> told) throws IOException {
    forEach(AuditEntry.class, told);
  }

  /** Tells all lines about who may do what, the oldest first. */
  public void forEachAccess(Consumer<AccessEntry> told) throws IOException {
    forEach(AccessEntry.class, told);
  }

  /** Tells all lines about what people noted, the oldest first. */
  public void forEachReview(Consumer<ReviewEntry> told) throws IOException {
    forEach(ReviewEntry.class, told);
  }

  private <T> void forEach(Class<T> kind, Consumer<T> told) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        tell(line, kind, told);
      }
    }
  }

  private static <T> void tell(String line, Class<T> kind, Consumer<T> told) {
    T entry;
    try {
      entry = JSON.readValue(line, kind);
    } catch (JacksonException e) {
      LOGGER.log(
          Level.DEBUG,
          "Not a {0} of the audit log: {1}",
          kind.getSimpleName(),
          e.getOriginalMessage());
      return;
    }
    told.accept(entry);
  }
}
