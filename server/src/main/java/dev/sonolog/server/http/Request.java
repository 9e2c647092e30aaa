package dev.sonolog.server.http;

import dev.sonolog.server.access.Caller;
import dev.sonolog.server.access.TrustedProxies;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asks for.
 *
 * @param method in capitals
 * @param base below which path everything is served: addresses that are answered begin with it
 * @param query its parameters
 * @param header gives a field's value; several fields of one name are joined by commas
 * @param variables what stands in the places of the route's names, as it came
 * @param caller who asks, for the audit log
 * @param client where it comes from
 * @param content what was sent along
 */
public record Request(
    String method,
    BasePath base,
    Parameters query,
    Header header,
    Map<String, String> variables,
    Caller caller,
    TrustedProxies.Client client,
    Content content) {

  /** The header of a request. */
  @FunctionalInterface
  public interface Header {
    /** The value of a field, by its name in any case. */
    Optional<String> get(String name);
  }

  /** The body of a request. */
  @FunctionalInterface
  public interface Content {
    /**
     * Reads it.
     *
     * @param most bytes that are taken
     * @throws ProblemException if it is longer
     */
    byte[] read(int most) throws IOException, ProblemException;
  }

  public Request {
    variables = Map.copyOf(variables);
  }

  /**
   * What stands in a place of the path, decoded.
   *
   * @throws ProblemException if it is no text
   */
  public String variable(String name) throws ProblemException {
    return PercentCoding.decode(raw(name))
        .orElseThrow(() -> Problem.BAD_REQUEST.exception("The address is not written as UTF-8"));
  }

  /** What stands in a place of the path, as it came. */
  public String raw(String name) {
    return Optional.ofNullable(variables.get(name)).orElseThrow();
  }

  /** The same with what its route found in it. */
  public Request with(Map<String, String> found) {
    return new Request(method, base, query, header, found, caller, client, content);
  }
}
