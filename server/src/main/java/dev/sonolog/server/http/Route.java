package dev.sonolog.server.http;

import dev.sonolog.server.access.Demand;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that this server does: the method and addresses, who may, and how.
 *
 * @param method in capitals; GET answers HEAD, too
 * @param template such as {@code /api/v1/sources/{name}}, or with a last {@code {rest...}} that
 *     takes any number of segments
 * @param demand who may ask
 * @param pace how long it may take
 * @param handler what is done
 */
public record Route(String method, String template, Demand demand, Pace pace, Handler handler) {

  /** How long an answer may take. */
  public enum Pace {
    /** Milliseconds. */
    QUICK,
    /** As long as something is measured or coded: few at a time. */
    SLOW,
    /** As long as another computer takes to answer; nobody else waits for that. */
    PATIENT
  }

  /** Answers a request. On a platform thread, which it may block. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Does what the request asks for.
     *
     * @throws ProblemException if the request is at fault, or comes at the wrong time
     * @throws IOException if something else failed
     */
    Answer answer(Request request) throws IOException, ProblemException, InterruptedException;
  }

  /** One that answers soon. */
  public static Route quick(String method, String template, Demand demand, Handler handler) {
    return new Route(method, template, demand, Pace.QUICK, handler);
  }

  /** One that may take its time. */
  public static Route slow(String method, String template, Demand demand, Handler handler) {
    return new Route(method, template, demand, Pace.SLOW, handler);
  }

  /** One that waits for another computer. */
  public static Route patient(String method, String template, Demand demand, Handler handler) {
    return new Route(method, template, demand, Pace.PATIENT, handler);
  }

  boolean takes(String asked) {
    return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
  }

  /** What stands in the places of its names; nothing where a path is none of its own. */
  Optional<Map<String, String>> match(String path) {
    List<String> wanted = List.of(template.split("/", -1));
    List<String> there = List.of(path.split("/", -1));
    Map<String, String> found = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String part = wanted.get(i);
      if (part.endsWith("...}")) {
        found.put(part.substring(1, part.length() - 4), rest(there, i));
        return there.size() > i ? Optional.of(found) : Optional.empty();
      }
      if (i >= there.size() || !suits(part, there.get(i), found)) {
        return Optional.empty();
      }
    }
    return there.size() == wanted.size() ? Optional.of(found) : Optional.empty();
  }

  private static String rest(List<String> there, int from) {
    return String.join("/", there.subList(Math.min(from, there.size()), there.size()));
  }

  private static boolean suits(String part, String there, Map<String, String> found) {
    if (part.startsWith("{")) {
      found.put(part.substring(1, part.length() - 1), there);
      return !there.isEmpty();
    }
    return part.equals(there);
  }
}
