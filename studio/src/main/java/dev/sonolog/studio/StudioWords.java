package dev.sonolog.studio;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a person is told of a take. */
final class StudioWords {
  private StudioWords() {}

  static String of(Remembered request, boolean isDone, Optional<Take> take) {
    String source = request.source();
    return switch (request.verb()) {
      case START ->
          isDone
              ? take.map(it -> recording(it)).orElse("The take of " + source + " is not kept")
              : "No audio of " + source + " has come yet; this goes on by itself";
      case STOP ->
          isDone
              ? take.map(it -> over(it)).orElse("The take of " + source + " is not kept")
              : "The storage has not taken all of " + source + " yet; this goes on by itself";
      case CUT ->
          isDone
              ? source + " goes on in a new file"
              : "No audio of " + source + " has come since; it is cut when some does";
      case MARK -> "Marked in the take of " + source;
    };
  }

  private static String recording(Take take) {
    return take.isRunning() ? "Recording " + take.source() : over(take);
  }

  private static String over(Take take) {
    String recorded = seconds(take.extent().recorded());
    return switch (take.state()) {
      case RUNNING -> "Recording " + take.source();
      case KEPT -> "Recorded " + recorded + " of " + take.source();
      case TOO_SHORT -> recorded + " of " + take.source() + " were too short; in the trash";
      case EMPTY -> "The take of " + take.source() + " ended before any audio came";
      case FAILED -> "The take of " + take.source() + " is over; what became of it is not known";
    };
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
