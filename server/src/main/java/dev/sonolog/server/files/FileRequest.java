package dev.sonolog.server.files;

import java.util.Optional;

/**
 * What is asked for.
 *
 * @param method how
 * @param headers what the client said
 * @param ranges how its {@code Range} is read
 */
public record FileRequest(Method method, Headers headers, RangeHeader.Mode ranges) {
  /** What to send. */
  public enum Method {
    GET,
    /** The headers alone. */
    HEAD
  }

  /** The headers of a request. */
  @FunctionalInterface
  public interface Headers {
    /**
     * The value of a header; of several lines of one name, with commas between them.
     *
     * @param name in any case
     */
    Optional<String> value(String name);
  }

  Optional<String> header(String name) {
    return headers.value(name);
  }

  /** No method but GET has ranges (RFC 9110, 14.2). */
  Optional<String> range() {
    return method == Method.GET ? header("Range") : Optional.empty();
  }
}
