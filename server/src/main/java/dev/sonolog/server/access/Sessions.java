package dev.sonolog.server.access;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The browsers that are logged in. A session ends by logout, by idleness, by its age, and when its
 * user has another password, another role, or is gone. There are so many at most; a further one
 * ends the one that was not used for longest, of the same user first.
 *
 * <p>Owned by the server, asked by any thread. A platform thread of its own writes them to a file
 * every ten seconds at most, so that a restart logs nobody out; where that fails, a restart does,
 * and nothing else.
 */
public final class Sessions implements AutoCloseable {
  /** The file's name in the archive's state directory. */
  static final String FILE = "sessions.json";

  static final int MOST = 1024;
  static final int MOST_OF_A_USER = 64;

  private static final System.Logger LOGGER = System.getLogger(Sessions.class.getName());
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** What a restart may forget of when a session was used, for the sake of flash cards. */
  private static final Duration COARSE = Duration.ofMinutes(5);

  private static final String CSRF = "csrf";

  private record Content(List<Session> sessions) {
    static final Content NONE = new Content(List.of());

    Content {
      sessions = List.copyOf(sessions);
    }
  }

  private final PrivateFile file;
  private final InstantSource clock;
  private final ScheduledExecutorService saving =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sessions").factory());
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Session> sessions = new HashMap<>();
  private volatile Map<String, Session> saved = Map.of();
  private volatile boolean failing;

  private Sessions(Path stateDirectory, InstantSource clock) {
    this.file = new PrivateFile(stateDirectory.resolve(FILE));
    this.clock = clock;
  }

  /** Those of before, as far as they are known, and the thread that writes. */
  public static Sessions open(Path stateDirectory, InstantSource clock) {
    Sessions sessions = new Sessions(stateDirectory, clock);
    sessions.load();
    var _ =
        sessions.saving.scheduleWithFixedDelay(
            sessions::save, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return sessions;
  }

  // --- what a browser does

  /**
   * Begins a session.
   *
   * @return the secret for the cookie; known now and never again
   */
  public String begin(User user) {
    String secret = Secrets.create();
    Session session = Session.of(user, secret, clock.instant());
    locked(
        () -> {
          makeRoom(MOST_OF_A_USER, other -> other.user().equals(user.name()));
          makeRoom(MOST, _ -> true);
          sessions.put(session.sha256(), session);
          return session;
        });
    return secret;
  }

  /** The user of a cookie, by the accounts of now. That counts as a use. */
  public Optional<User> user(String secret, AccountBook book) {
    String key = Secrets.sha256(secret);
    Instant now = clock.instant();
    return locked(
        () -> {
          Optional<Session> session = Optional.ofNullable(sessions.get(key));
          Optional<User> user = session.flatMap(it -> userOf(it, book, now));
          session.ifPresent(it -> keep(it, user.isPresent(), now));
          return user;
        });
  }

  /** The same, where nobody did anything: it does not count as a use. */
  Optional<User> userStill(String secret, AccountBook book) {
    String key = Secrets.sha256(secret);
    Instant now = clock.instant();
    return locked(
        () -> Optional.ofNullable(sessions.get(key)).flatMap(it -> userOf(it, book, now)));
  }

  private static Optional<User> userOf(Session session, AccountBook book, Instant now) {
    return session.isOver(now) ? Optional.empty() : book.user(session.user()).filter(session::isOf);
  }

  private void keep(Session session, boolean good, Instant now) {
    if (good) {
      sessions.put(session.sha256(), session.seenAt(now));
    } else {
      sessions.remove(session.sha256());
    }
  }

  /**
   * What a page sends back with each change; follows from the cookie, which the page cannot see.
   */
  public static String csrfToken(String secret) {
    return Secrets.derived(secret, CSRF);
  }

  /** Ends a session. */
  public void end(String secret) {
    String key = Secrets.sha256(secret);
    locked(() -> Optional.ofNullable(sessions.remove(key)));
  }

  /** Ends all sessions of a user. */
  public void endAll(String user) {
    locked(() -> sessions.values().removeIf(session -> session.user().equals(user)));
  }

  int count() {
    return locked(sessions::size);
  }

  private void makeRoom(int most, Predicate<Session> which) {
    List<Session> alike = new ArrayList<>(sessions.values().stream().filter(which).toList());
    alike.sort(Comparator.comparing(Session::seen));
    alike.stream()
        .limit(Math.max(0, alike.size() + 1 - most))
        .forEach(session -> sessions.remove(session.sha256()));
  }

  // --- the file

  private void load() {
    try {
      if (file.shape().isPresent()) {
        Content content =
            Optional.ofNullable(JSON.readValue(file.read(), Content.class)).orElse(Content.NONE);
        Instant now = clock.instant();
        content.sessions().stream()
            .filter(session -> !session.isOver(now))
            .limit(MOST)
            .forEach(session -> sessions.put(session.sha256(), session));
        saved = Map.copyOf(sessions);
      }
    } catch (IOException | JacksonException e) {
      LOGGER.log(Level.WARNING, "{0} cannot be read; people log in again: {1}", file.path(), e);
    }
  }

  /** Writes them where that is worth it; one caller at a time. */
  void save() {
    Map<String, Session> now = locked(this::stillGoing);
    if (isWorthIt(now)) {
      try {
        file.write(JSON.writeValueAsBytes(new Content(List.copyOf(now.values()))));
        saved = now;
        failing = false;
      } catch (IOException e) {
        LOGGER.log(
            failing ? Level.DEBUG : Level.WARNING, "{0} cannot be written: {1}", file.path(), e);
        failing = true;
      }
    }
  }

  private Map<String, Session> stillGoing() {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> session.isOver(now));
    return Map.copyOf(sessions);
  }

  private boolean isWorthIt(Map<String, Session> now) {
    return !now.keySet().equals(saved.keySet())
        || now.values().stream().anyMatch(session -> isLater(session, saved));
  }

  private static boolean isLater(Session session, Map<String, Session> saved) {
    Session before = saved.get(session.sha256());
    return before == null || session.seen().isAfter(before.seen().plus(COARSE));
  }

  /** Writes them a last time; does not wait long for a disk that hangs. */
  @Override
  public void close() {
    try {
      saving.execute(this::save);
      saving.shutdown();
      if (!saving.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.log(Level.WARNING, "{0} was not written in time", file.path());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Work<T> {
    T run();
  }

  private <T> T locked(Work<T> work) {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }
}
