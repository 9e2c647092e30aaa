package dev.sonolog.app;

import dev.sonolog.server.service.StudioReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Takes as people read them: a line each, and what is noted of it below. */
final class TakeListing {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private TakeListing() {}

  static void print(List<StudioReport.Take> takes, PrintWriter out) {
    for (StudioReport.Take take : takes) {
      out.printf(
          "%s  %s  %s  %s%s%n",
          take.id(),
          time(take.from().orElse(take.requestedAt())),
          length(take.recorded()),
          take.state(),
          take.name().isEmpty() ? "" : "  " + line(take.name()));
      if (!take.note().isEmpty()) {
        out.println("    " + line(take.note()));
      }
      take.marks()
          .forEach(mark -> out.println("    " + time(mark.at()) + "  " + line(mark.label())));
      take.files().forEach(file -> out.println("    " + file));
    }
    out.flush();
  }

  private static String time(String instant) {
    return TIME.format(Instant.parse(instant));
  }

  private static String length(double seconds) {
    Duration length = Duration.ofMillis(Math.round(seconds * 1000));
    return "%d:%02d:%02d"
        .formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart());
  }

  /** A terminal obeys control characters, and a line is a line. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
