package dev.sonolog.server.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An export, from when it was asked for until it is forgotten. Shared by the thread that makes it
 * and those that ask for it, each under its own lock.
 */
final class ExportJob {
  /** So long what was made is kept. */
  static final Duration KEPT = Duration.ofHours(24);

  private final String id;
  private final ExportOrder order;
  private final Path folder;
  private final Instant created;
  private State state = State.WAITING;
  private int percent;
  private boolean isCancelled;
  private @Nullable Instant finished;
  private @Nullable String error;
  private @Nullable Result result;

  /** How far it is. */
  enum State {
    WAITING("waiting"),
    RUNNING("running"),
    DONE("done"),
    FAILED("failed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * What was made.
   *
   * @param name that it is to be saved as
   */
  record Result(Path file, String name, long bytes) {}

  /**
   * As it is told.
   *
   * @param as what it is coded into; none where it stays as it was recorded
   * @param percent how much is done
   * @param error why it failed
   * @param file the name of what was made
   * @param bytes its length
   * @param expires when it is taken away
   */
  record View(
      String id,
      String source,
      Instant from,
      Instant to,
      String gaps,
      Optional<String> as,
      String state,
      int percent,
      Optional<String> error,
      Optional<String> file,
      Optional<Long> bytes,
      Instant created,
      Optional<Instant> finished,
      Optional<Instant> expires) {}

  ExportJob(String id, ExportOrder order, Path folder) {
    this.id = id;
    this.order = order;
    this.folder = folder;
    this.created = Instant.now();
  }

  String id() {
    return id;
  }

  ExportOrder order() {
    return order;
  }

  Path folder() {
    return folder;
  }

  synchronized State state() {
    return state;
  }

  /** Whether it is to be made now. */
  synchronized boolean begin() {
    state = isCancelled ? State.FAILED : State.RUNNING;
    return !isCancelled;
  }

  synchronized void reached(long done, long all) {
    percent = all <= 0 ? 0 : Math.clamp(100 * done / all, 0, 100);
  }

  synchronized void succeed(Result made) {
    result = made;
    percent = 100;
    end(State.DONE);
  }

  synchronized void fail(String why) {
    error = why;
    end(State.FAILED);
  }

  private void end(State how) {
    state = how;
    finished = Instant.now();
  }

  synchronized void cancel() {
    isCancelled = true;
  }

  synchronized boolean isCancelled() {
    return isCancelled;
  }

  synchronized boolean isOver() {
    return state == State.DONE || state == State.FAILED;
  }

  synchronized boolean isOld(Instant now) {
    return finished != null && finished.plus(KEPT).isBefore(now);
  }

  synchronized Optional<Result> result() {
    return Optional.ofNullable(result);
  }

  synchronized View view() {
    Optional<Result> made = result();
    Optional<Instant> end = Optional.ofNullable(finished);
    return new View(
        id,
        order.source(),
        order.span().from(),
        order.span().to(),
        order.gaps().word(),
        order.coding().map(it -> it.kind().word()),
        state.word(),
        percent,
        Optional.ofNullable(error),
        made.map(Result::name),
        made.map(Result::bytes),
        created,
        end,
        end.map(it -> it.plus(KEPT)));
  }
}
