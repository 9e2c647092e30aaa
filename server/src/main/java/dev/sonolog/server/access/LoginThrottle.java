package dev.sonolog.server.access;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Slows down who guesses passwords: by the client's address, and by the user's name, so that many
 * addresses together are no faster. Some tries are free; behind each further one stands a pause,
 * twice as long as the one before. A name is never closed for long, or anybody could keep its owner
 * out. A try counts when it begins, so that many at once are many.
 *
 * <p>Any thread; bounded memory: the oldest are forgotten first.
 */
public final class LoginThrottle {
  private static final int FREE_TRIES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration LONGEST_OF_A_NAME = Duration.ofMinutes(1);

  /** So long after the last try nothing is held against anybody. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private static final int MOST_KEPT = 10_000;
  private static final int LONGEST_NAME = 64;

  private record Tries(int count, Instant last) {
    int countAt(Instant now) {
      return now.isAfter(last.plus(FORGOTTEN)) ? 0 : count;
    }
  }

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Ledger clients = new Ledger(LONGEST);
  private final Ledger names = new Ledger(LONGEST_OF_A_NAME);

  /** Nothing is held against anybody yet. */
  public LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts a try.
   *
   * @return how long to wait before the next one; then this one must not be made, and is not
   *     counted
   */
  public Optional<Duration> begin(InetAddress client, String user) {
    Instant now = clock.instant();
    lock.lock();
    try {
      Duration pause = longer(clients.pause(place(client), now), names.pause(key(user), now));
      if (pause.isPositive()) {
        return Optional.of(pause);
      }
      clients.count(place(client), now);
      names.count(key(user), now);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** The password was right: nothing is held against this client and this user any more. */
  public void succeeded(InetAddress client, String user) {
    lock.lock();
    try {
      clients.tries.remove(place(client));
      names.tries.remove(key(user));
    } finally {
      lock.unlock();
    }
  }

  /** The password was not compared: the try does not count. */
  public void withdrawn(InetAddress client, String user) {
    lock.lock();
    try {
      clients.uncount(place(client));
      names.uncount(key(user));
    } finally {
      lock.unlock();
    }
  }

  int kept() {
    lock.lock();
    try {
      return clients.tries.size() + names.tries.size();
    } finally {
      lock.unlock();
    }
  }

  /** An IPv6 network of 64 bits is one place: whoever has it has all of its addresses. */
  private static String place(InetAddress client) {
    byte[] bytes = client.getAddress();
    return HexFormat.of().formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, 8));
  }

  private static String key(String user) {
    return Names.normal(user.substring(0, Math.min(user.length(), LONGEST_NAME)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** The tries of clients, or of names. */
  private static final class Ledger {
    private final Duration longest;
    private final Map<String, Tries> tries = new LinkedHashMap<>();

    Ledger(Duration longest) {
      this.longest = longest;
    }

    Duration pause(String key, Instant now) {
      Tries made = tries.get(key);
      if (made == null || made.countAt(now) < FREE_TRIES) {
        return Duration.ZERO;
      }
      Duration passed = Duration.between(made.last(), now);
      Duration pause = pauseAfter(made.count());
      return passed.isNegative() ? pause : pause.minus(passed);
    }

    private Duration pauseAfter(int count) {
      long seconds = 1L << Math.min(count - FREE_TRIES, Integer.SIZE);
      return seconds < longest.toSeconds() ? Duration.ofSeconds(seconds) : longest;
    }

    void count(String key, Instant now) {
      Tries before = tries.remove(key);
      tries.put(key, new Tries(before == null ? 1 : before.countAt(now) + 1, now));
      if (tries.size() > MOST_KEPT) {
        tries.remove(tries.keySet().iterator().next());
      }
    }

    void uncount(String key) {
      tries.computeIfPresent(
          key, (_, it) -> it.count() == 1 ? null : new Tries(it.count() - 1, it.last()));
    }
  }
}
