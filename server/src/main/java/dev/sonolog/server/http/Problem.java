package dev.sonolog.server.http;

import java.util.List;
import java.util.Optional;

/**
 * What can be wrong with a request, and what is said of it (RFC 9457).
 *
 * @param status of the answer
 * @param type a word that a program can tell it by, the last part of its address
 * @param title what it is called
 * @param detail what is wrong here, and what to do
 * @param fields that the answer has besides
 */
public record Problem(
    int status, String type, String title, Optional<String> detail, List<Field> fields) {
  public static final Problem BAD_REQUEST = of(400, "bad-request", "The request is wrong");
  public static final Problem NOT_ALLOWED = of(403, "not-allowed", "That is not allowed");
  public static final Problem NOT_FOUND = of(404, "not-found", "There is no such thing");
  public static final Problem CONFLICT = of(409, "conflict", "That cannot be done now");
  public static final Problem TOO_LARGE = of(413, "too-large", "The request is too large");
  public static final Problem UNPROCESSABLE =
      of(422, "unprocessable", "That cannot be made of what is there");
  public static final Problem DEFECT =
      of(500, "defect", "A defect in this program; its log says more");
  public static final Problem UNAVAILABLE = of(503, "unavailable", "Not available at the moment");

  private static Problem of(int status, String type, String title) {
    return new Problem(status, type, title, Optional.empty(), List.of());
  }

  /** The same, with what is wrong here. */
  public Problem with(String what) {
    return new Problem(status, type, title, Optional.of(what), fields);
  }

  /** The same, with fields of the answer. */
  public Problem with(List<Field> others) {
    return new Problem(status, type, title, detail, others);
  }

  /** What a handler throws. */
  public ProblemException exception(String what) {
    return new ProblemException(with(what));
  }
}
