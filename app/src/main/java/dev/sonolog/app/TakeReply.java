package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.recording.TakeOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What people are told of the takes that they began and ended. */
final class TakeReply {
  private TakeReply() {}

  static Reply of(String source, TakeOutcome outcome) {
    return switch (outcome) {
      case TakeOutcome.Begun(Instant _, Instant at, Path file) ->
          Reply.of("Recording %s since %s into %s".formatted(source, at, file));
      case TakeOutcome.Kept(TakeOutcome.Span span, Duration recorded, List<Path> files) ->
          Reply.of(
              "Recorded %s of %s from %s to %s:%s"
                  .formatted(seconds(recorded), source, span.from(), span.to(), listed(files)));
      case TakeOutcome.TooShort(
              TakeOutcome.Span _,
              Duration recorded,
              Duration shortest,
              List<Path> files) ->
          Reply.of(
              "%s of %s is less than min_length = %s; in the trash, until it is restored or emptied:%s"
                  .formatted(seconds(recorded), source, seconds(shortest), listed(files)));
      case TakeOutcome.Empty() ->
          Reply.failed("The take of " + source + " ended before any audio came");
      case TakeOutcome.Refused(String why) -> Reply.failed(why);
    };
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String listed(List<Path> files) {
    return files.stream().map(file -> "\n  " + file).collect(Collectors.joining());
  }
}
