package dev.sonolog.capture;

import dev.sonolog.capture.CaptureFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the alternatives of one attempt said, one after the other. */
final class Failures {
  private final List<CaptureFailure> all = new ArrayList<>();

  void add(CaptureFailure failure) {
    all.add(failure);
  }

  /**
   * One failure for all: its kind is that of the most hopeful one, because any of them suffices the
   * next time. One alone stays as it is.
   */
  CaptureFailure together(String what) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    String reasons = all.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
    CaptureFailure failure =
        new CaptureFailure(mostHopeful(), what + ". " + reasons, soonest(), all.getFirst());
    all.stream().skip(1).forEach(failure::addSuppressed);
    return failure;
  }

  private Kind mostHopeful() {
    return all.stream()
        .map(CaptureFailure::kind)
        .min(Comparator.comparingInt(Failures::hopelessness))
        .orElseThrow();
  }

  private static int hopelessness(Kind kind) {
    return switch (kind) {
      case STALLED, LOST, CLOSED, PULLED -> 0;
      case UNREACHABLE, ABSENT, BUSY -> 1;
      case REFUSED -> 2;
      case UNSUPPORTED -> 3;
    };
  }

  private Optional<Duration> soonest() {
    return all.stream().flatMap(each -> each.retryAfter().stream()).min(Comparator.naturalOrder());
  }
}
