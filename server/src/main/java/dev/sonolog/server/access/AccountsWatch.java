package dev.sonolog.server.access;

import dev.sonolog.server.access.PrivateFile.Shape;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The users and tokens as they are now: looks at the file's shape at most once a second, and reads
 * it when that changed. While it cannot be read, nothing is known and every question fails; so it
 * is when a file that had users is gone.
 *
 * <p>Any thread. One of them looks, and blocks in the file system for a moment; the others are told
 * what was seen last.
 */
final class AccountsWatch {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private sealed interface Seen {
    record Read(AccountBook book, Optional<Shape> shape) implements Seen {}

    record Failed(IOException why) implements Seen {}
  }

  private final AccountsFile file;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Seen seen;
  private volatile boolean hadUsers;
  private volatile Instant lookedAt;

  AccountsWatch(AccountsFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    this.lookedAt = clock.instant();
    this.seen = new Seen.Failed(new IOException(file.path() + " was not read yet"));
    look();
  }

  AccountBook book() throws IOException {
    if (isDue() && looking.tryLock()) {
      try {
        look();
      } finally {
        looking.unlock();
      }
    }
    return last();
  }

  /** Looks now, whenever that was done last. */
  void refresh() {
    looking.lock();
    try {
      look();
    } finally {
      looking.unlock();
    }
  }

  private AccountBook last() throws IOException {
    return switch (seen) {
      case Seen.Read read -> read.book();
      case Seen.Failed failed -> throw new IOException(failed.why().getMessage(), failed.why());
    };
  }

  /** A clock that was set back must not keep the old users for long. */
  private boolean isDue() {
    Duration since = Duration.between(lookedAt, clock.instant());
    return since.isNegative() || since.compareTo(PERIOD) >= 0;
  }

  private void look() {
    lookedAt = clock.instant();
    try {
      Optional<Shape> shape = file.shape();
      if (!isKnown(shape)) {
        seen = read(shape);
      }
    } catch (IOException e) {
      seen = new Seen.Failed(e);
    }
  }

  private boolean isKnown(Optional<Shape> shape) {
    return seen instanceof Seen.Read read && read.shape().equals(shape);
  }

  private Seen read(Optional<Shape> shape) throws IOException {
    if (shape.isEmpty() && hadUsers) {
      throw file.vanished();
    }
    AccountBook book = file.read();
    hadUsers = !book.hasNoUsers();
    return new Seen.Read(book, shape);
  }
}
