package dev.sonolog.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be wrong with a request, and what is said of it (RFC 9457).
 *
 * @param status of the answer
 * @param type a word that a program can tell it by, the last part of its address
 * @param title what it is called
 * @param detail what is wrong here, and what to do
 * @param fields that the answer has besides
 * @param members that its body has besides, for programs
 */
public record Problem(
    int status,
    String type,
    String title,
    Optional<String> detail,
    List<Field> fields,
    Map<String, Object> members) {
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

  /** One that says no more than most. */
  public Problem(
      int status, String type, String title, Optional<String> detail, List<Field> fields) {
    this(status, type, title, detail, fields, Map.of());
  }

  private static Problem of(int status, String type, String title) {
    return new Problem(status, type, title, Optional.empty(), List.of());
  }

  /** The same, with what is wrong here. */
  public Problem with(String what) {
    return new Problem(status, type, title, Optional.of(what), fields, members);
  }

  /** The same, with fields of the answer. */
  public Problem with(List<Field> others) {
    return new Problem(status, type, title, detail, others, members);
  }

  /** The same, with members of its body. */
  public Problem with(Map<String, Object> others) {
    return new Problem(status, type, title, detail, fields, others);
  }

  /** What a handler throws. */
  public ProblemException exception(String what) {
    return new ProblemException(with(what));
  }
}
