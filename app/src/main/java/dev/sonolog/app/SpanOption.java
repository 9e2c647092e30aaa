package dev.sonolog.app;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The span of a source's timeline that a command is about. */
final class SpanOption {
  @Option(names = "--from", paramLabel = "TIME", description = "Where the span begins.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Where it ends, or +LENGTH such as +12h; now by default.")
  private @Nullable String to;

  /**
   * @param from the first instant
   * @param to the instant behind the last one
   */
  record Span(Instant from, Instant to) {}

  /**
   * The span.
   *
   * @param otherwise its start where none is given, by its end
   * @throws CommandFailure if a time is none, or the span empty
   */
  Span span(TimeText times, UnaryOperator<Instant> otherwise) throws CommandFailure {
    Instant start = from == null ? otherwise.apply(end(times)) : times.instant(from);
    return new Span(start, times.end(start, to == null ? "now" : to));
  }

  private Instant end(TimeText times) throws CommandFailure {
    return to == null || to.startsWith("+") ? times.now() : times.instant(to);
  }
}
