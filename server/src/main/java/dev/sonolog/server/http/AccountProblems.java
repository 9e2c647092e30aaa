package dev.sonolog.server.http;

import dev.sonolog.server.access.Passwords;
import dev.sonolog.server.access.Refused;
import dev.sonolog.server.access.RefusedChange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How it is told that users and tokens stay as they are. */
public final class AccountProblems {
  private static final Field SOON = new Field("Retry-After", "2");

  private AccountProblems() {}

  /** Something that is done to users or tokens. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException, RefusedChange;
  }

  /**
   * Does something; what is refused is told as the request's problem.
   *
   * @throws ProblemException if it is refused
   */
  public static <T> T told(Work<T> work) throws IOException, ProblemException {
    try {
      return work.run();
    } catch (RefusedChange e) {
      throw problem(e.kind()).exception(e.sentence());
    } catch (Passwords.BusyException _) {
      Problem busy = Problem.UNAVAILABLE.with("Too many passwords are hashed at once; try again");
      throw new ProblemException(busy.with(List.of(SOON)));
    }
  }

  private static Problem problem(RefusedChange.Kind kind) {
    return switch (kind) {
      case INVALID -> Problem.BAD_REQUEST;
      case UNKNOWN -> Problem.NOT_FOUND;
      case TAKEN, LAST, FULL -> Problem.CONFLICT;
      case FORBIDDEN -> Problem.NOT_ALLOWED;
    };
  }

  /**
   * What is told to whom the gate or the login does not let in.
   *
   * @param title what did not happen
   */
  public static Problem of(Refused refused, String title) {
    List<Field> fields =
        refused.retryAfter().stream()
            .map(it -> new Field("Retry-After", "" + Math.max(1, it.toSeconds())))
            .toList();
    return new Problem(
        refused.status(), refused.word(), title, Optional.of(refused.sentence()), fields);
  }
}
