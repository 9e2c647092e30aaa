package dev.sonolog.libretime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Which of the calls that are used a station answers. No version is asked for: what answers is what
 * counts.
 *
 * @param failures of each call that was tried, by its name; nothing where it answers
 */
public record Capabilities(SequencedMap<String, Optional<Failure>> failures) {

  /** Asks each once. Takes as long as the slowest of them may, times their number. */
  static Capabilities probe(LibretimeClient client) throws InterruptedException {
    SequencedMap<String, Optional<Failure>> failures = new LinkedHashMap<>();
    for (Ask<?> ask : Ask.TELLING) {
      failures.put(ask.name(), failure(client, ask));
    }
    return new Capabilities(failures);
  }

  private static Optional<Failure> failure(LibretimeClient client, Ask<?> ask)
      throws InterruptedException {
    try {
      client.ask(ask);
      return Optional.empty();
    } catch (LibretimeException e) {
      return Optional.of(e.failure());
    }
  }

  /** Whether a call is answered. */
  public boolean has(Ask<?> ask) {
    return failures.getOrDefault(ask.name(), Optional.of(new Failure.Missing(404))).isEmpty();
  }

  /** A line for each call. */
  public String words() {
    return failures.entrySet().stream().map(Capabilities::line).collect(Collectors.joining("\n"));
  }

  private static String line(Map.Entry<String, Optional<Failure>> call) {
    return call.getKey()
        + ": "
        + call.getValue().map(it -> "LibreTime " + it.words()).orElse("answers");
  }
}
