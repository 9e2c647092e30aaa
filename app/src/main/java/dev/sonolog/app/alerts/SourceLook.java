package dev.sonolog.app.alerts;

import dev.sonolog.app.alerts.Finding.Verdict;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds what is wrong with sources, by what they say of themselves. What is idle is there, and may
 * be as silent as somebody wants it. Owned by one thread.
 */
final class SourceLook {
  /** Sound that is so fresh is heard now: levels come twice in a second, and looks once. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final Function<String, Optional<Duration>> quiet;
  private final Map<String, Times> times = new HashMap<>();

  /**
   * What is known of a source.
   *
   * @param since when its audio came last; where it never did, when it was looked at first
   * @param came whether it ever did
   */
  private record Times(Instant since, boolean came) {}

  /**
   * @param quiet how long nothing has been heard of a source, by its name; nothing where that is
   *     not known now
   */
  SourceLook(Function<String, Optional<Duration>> quiet) {
    this.quiet = quiet;
  }

  List<Finding> findings(List<SourceStatus> sources, Instant now, AlertSettings.Rules rules) {
    times.keySet().retainAll(sources.stream().map(SourceStatus::name).toList());
    List<Finding> findings = new ArrayList<>();
    for (SourceStatus source : sources) {
      findings.add(
          new Finding(
              new Subject(Subject.Kind.LOST, source.name()),
              coming(source, now, rules.lostAfter())));
      if (!rules.silenceAfter().isZero() && !(source.state() instanceof RecordingState.Idle)) {
        findings.add(
            new Finding(
                new Subject(Subject.Kind.SILENT, source.name()),
                heard(source, now, rules.silenceAfter())));
      }
    }
    return findings;
  }

  /** What has not come yet is not lost as long as it may take to come. */
  private Verdict coming(SourceStatus source, Instant now, Duration after) {
    if (source.state() instanceof RecordingState.Recording
        || source.state() instanceof RecordingState.Idle) {
      times.put(source.name(), new Times(now, true));
      return new Verdict.Fine("");
    }
    Times known = times.computeIfAbsent(source.name(), _ -> new Times(now, false));
    return known.came() || !known.since().plus(after).isAfter(now)
        ? missing(source, known.since())
        : new Verdict.Unknown();
  }

  private static Verdict missing(SourceStatus source, Instant since) {
    return switch (source.state()) {
      case RecordingState.Stalled(Instant last) ->
          new Verdict.Wrong(
              last.isBefore(since) ? last : since, "the connection stands, but no audio comes");
      case RecordingState.Waiting(Instant _, String cause) -> new Verdict.Wrong(since, cause);
      case RecordingState.Faulted(String cause, var _) -> new Verdict.Wrong(since, cause);
      case RecordingState.Connecting _, RecordingState.Recording _, RecordingState.Idle _ ->
          new Verdict.Wrong(since, "it is being connected");
    };
  }

  private Verdict heard(SourceStatus source, Instant now, Duration after) {
    Optional<Duration> length =
        source.state() instanceof RecordingState.Recording
            ? quiet.apply(source.name())
            : Optional.empty();
    if (length.isEmpty()) {
      return new Verdict.Unknown();
    }
    if (length.get().compareTo(after) >= 0) {
      return new Verdict.Wrong(now.minus(length.get()), "");
    }
    Duration quarter = after.dividedBy(4);
    Duration fresh = quarter.compareTo(FRESH) > 0 ? quarter : FRESH;
    return length.get().compareTo(fresh) < 0 ? new Verdict.Fine("") : new Verdict.Unknown();
  }
}
