package dev.sonolog.app;

import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingOrder.Span;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/**
 * Recordings as a command's arguments: files, or a source and a span of time. It is a span when the
 * second argument is a time.
 */
final class RecordingArguments {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE...|SOURCE FROM [TO]",
      description =
          "Files, by the names under which they were recorded; or a source and a span of time,"
              + " such as radio 2026-11-21T10:00 2026-11-21T12:00, in the computer's time zone or"
              + " with an offset.")
  private List<String> arguments = List.of();

  boolean isEmpty() {
    return arguments.isEmpty();
  }

  /** The archive that they are about. */
  ArchiveSettings archive(RecorderOption recorder) throws CommandFailure, ConfigurationException {
    boolean files = !arguments.isEmpty() && !isSpan();
    return ArchiveLocator.locate(
        recorder, files ? Optional.of(absolute(arguments.getFirst())) : Optional.empty());
  }

  /** What was said; a span must have its end. */
  KeepingOrder order() throws CommandFailure {
    if (isSpan() && arguments.size() == 2) {
      throw wrong("A span needs its end, too: SOURCE FROM TO");
    }
    return orderOrInstant();
  }

  /** What was said; without its end a span is the one recording that holds the instant. */
  KeepingOrder orderOrInstant() throws CommandFailure {
    if (arguments.isEmpty()) {
      throw wrong("Say which recordings: FILE... or SOURCE FROM TO");
    }
    return isSpan()
        ? new KeepingOrder(List.of(), Optional.of(span()))
        : KeepingOrder.of(arguments.stream().map(RecordingArguments::absolute).toList());
  }

  private boolean isSpan() {
    return arguments.size() >= 2 && time(arguments.get(1)).isPresent();
  }

  private Span span() throws CommandFailure {
    Instant from = time(arguments.get(1)).orElseThrow();
    Optional<Instant> to =
        arguments.size() == 2 ? Optional.of(from.plusNanos(1)) : time(arguments.get(2));
    if (to.isEmpty() || arguments.size() > 3) {
      throw wrong("\"" + arguments.getLast() + "\" is no time; write " + TimeArgument.EXAMPLES);
    }
    if (!to.get().isAfter(from)) {
      throw wrong("The span ends before it begins");
    }
    return new Span(arguments.getFirst(), from.toString(), to.get().toString());
  }

  private static Optional<Instant> time(String text) {
    return TimeArgument.parse(text, ZoneId.systemDefault());
  }

  private static Path absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize();
  }

  private static CommandFailure wrong(String why) {
    return new CommandFailure(ExitCode.USAGE, why);
  }
}
