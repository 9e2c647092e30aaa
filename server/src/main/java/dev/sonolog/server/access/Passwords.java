package dev.sonolog.server.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.sonolog.server.access.RefusedChange.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Hashes passwords with Argon2id (RFC 9106) and compares them. A hash takes tens of milliseconds of
 * a processor and 19 MiB, so a few platform threads of its own do it, one after the other, and what
 * waits is bounded: who comes when the queue is full is told to come later.
 *
 * <p>Owned by the process, called from any thread, also a virtual one, which waits.
 */
public final class Passwords implements AutoCloseable {
  /** Too many wait for a hash already. */
  public static final class BusyException extends IOException {
    private static final long serialVersionUID = 1L;

    BusyException() {
      super("Too many log in at once; try again in a moment");
    }
  }

  private static final int MEMORY_KIB = 19_456;
  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private static final int LEAST_CHARACTERS = 8;
  private static final int MOST_BYTES = 1024;

  private static final int THREADS = 2;
  private static final int WAITING = 16;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final Pattern HASH =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=[0-9]{1,6},t=[0-9]{1,2},p=1\\$[\\w+/-]{11,86}\\$[\\w+/-]{22,86}");

  /** Of no password: it keeps those busy for as long who ask for a user who does not exist. */
  private static final String NOBODYS =
      "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
          .formatted(MEMORY_KIB, ITERATIONS, PARALLELISM, "A".repeat(22), "A".repeat(43));

  private final ThreadPoolExecutor hashing;

  /** For a whole process. */
  public Passwords() {
    this(THREADS, WAITING);
  }

  Passwords(int threads, int waiting) {
    hashing =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("password-", 1).factory());
    hashing.allowCoreThreadTimeOut(true);
  }

  /** Whether a text is such a hash, of bounded costs. */
  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  /**
   * The hash to keep.
   *
   * @throws RefusedChange if nobody should have such a password
   * @throws BusyException if too many others wait
   */
  String hash(String password) throws RefusedChange, IOException {
    byte[] bytes = acceptable(password);
    return await(() -> argon2().hash(bytes, Secrets.bytes(SALT_BYTES)).getResult());
  }

  /**
   * Whether it is the password of that user.
   *
   * @throws BusyException if too many others wait
   */
  public boolean isOf(User user, String password) throws IOException {
    return matches(password, user.passwordHash());
  }

  /** Takes as long as a comparison that fails. */
  void compareInVain(String password) throws IOException {
    var _ = matches(password, NOBODYS);
  }

  private boolean matches(String password, String hash) throws IOException {
    byte[] bytes = utf8(password);
    byte[] kept = hash.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MOST_BYTES
        && await(() -> Argon2Function.getInstanceFromHash(hash).check(bytes, kept));
  }

  private static byte[] acceptable(String password) throws RefusedChange {
    byte[] bytes = utf8(password);
    if (password.codePointCount(0, password.length()) < LEAST_CHARACTERS) {
      throw new RefusedChange(
          Kind.INVALID, "A password has at least " + LEAST_CHARACTERS + " characters");
    }
    if (bytes.length > MOST_BYTES) {
      throw new RefusedChange(Kind.INVALID, "A password has at most " + MOST_BYTES + " bytes");
    }
    return bytes;
  }

  private static byte[] utf8(String password) {
    return Names.normal(password).getBytes(StandardCharsets.UTF_8);
  }

  private static Argon2Function argon2() {
    return Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
  }

  private <T> T await(Callable<T> work) throws IOException {
    Future<T> future = submit(work);
    try {
      return future.get();
    } catch (InterruptedException _) {
      future.cancel(false);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Nobody waits for the password any more");
    } catch (ExecutionException e) {
      throw new IOException("The password cannot be hashed: " + e.getCause(), e.getCause());
    }
  }

  private <T> Future<T> submit(Callable<T> work) throws BusyException {
    try {
      return hashing.submit(work);
    } catch (RejectedExecutionException _) {
      throw new BusyException();
    }
  }

  /** Those who wait are not answered any more. */
  @Override
  public void close() {
    hashing.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(false));
  }
}
