package dev.sonolog.server.access;

import dev.sonolog.archive.Ownership;
import dev.sonolog.server.access.PrivateFile.Shape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of users and tokens. Several processes change it, one at a time by a lock file. One that
 * cannot be read in full is never taken for an empty one: that would let everybody in.
 *
 * <p>Blocks in the file system: platform threads only.
 */
final class AccountsFile {
  /** The file's name in the archive's state directory. */
  static final String FILE = "accounts.json";

  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Closing any channel of the lock file gives up this process's lock: one at a time. */
  private static final ReentrantLock ONE = new ReentrantLock();

  /** What is done while nobody else changes the file. */
  interface Work<T> {
    T run() throws IOException, RefusedChange;
  }

  private record Content(int version, List<User> users, List<ApiToken> tokens) {
    Content {
      users = List.copyOf(users);
      tokens = List.copyOf(tokens);
    }
  }

  private final PrivateFile file;
  private final Path lockFile;

  AccountsFile(Path stateDirectory) {
    file = new PrivateFile(stateDirectory.resolve(FILE));
    lockFile = stateDirectory.resolve("accounts.lock");
  }

  Path path() {
    return file.path();
  }

  /** Its shape now; empty when there is no such file. */
  Optional<Shape> shape() throws IOException {
    try {
      return file.shape();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** What is in it; nothing when it is not there. */
  AccountBook read() throws IOException {
    try {
      return file.shape().isPresent() ? book(file.read()) : AccountBook.EMPTY;
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static AccountBook book(byte[] bytes) throws IOException {
    Content content =
        Optional.ofNullable(JSON.readValue(bytes, Content.class))
            .orElseThrow(() -> new IOException("it holds nothing"));
    if (content.version() != VERSION) {
      throw new IOException("it is of version " + content.version() + ", which a later one wrote");
    }
    return new AccountBook(content.users(), content.tokens());
  }

  private IOException unreadable(Exception e) {
    return unreadable(
        e instanceof JacksonException json ? json.getOriginalMessage() : e.toString(), e);
  }

  /** It was there, and is not any more. */
  IOException vanished() {
    return unreadable("it was taken away while it was in use", null);
  }

  private IOException unreadable(String why, @Nullable Exception cause) {
    return new IOException(
        file.path()
            + " cannot be read, so nobody is let in: "
            + why
            + ". Bring it back from a backup; or stop the recorder, move the file away and make"
            + " the users anew with: sonolog user add",
        cause);
  }

  void write(AccountBook book) throws IOException {
    Content content = new Content(VERSION, book.users(), book.tokens());
    try {
      file.write(JSON.writeValueAsBytes(content));
    } catch (IOException e) {
      throw new IOException(file.path() + " cannot be written: " + e, e);
    }
  }

  <T> T exclusively(Work<T> work) throws IOException, RefusedChange {
    Path folder = lockFile.resolveSibling("");
    Ownership.makeFolder(folder);
    boolean isNew = Files.notExists(lockFile);
    ONE.lock();
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      if (isNew) {
        Ownership.passOn(lockFile, folder);
      }
      return work.run();
    } finally {
      ONE.unlock();
    }
  }
}
