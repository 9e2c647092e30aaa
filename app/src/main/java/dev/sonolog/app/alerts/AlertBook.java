package dev.sonolog.app.alerts;

import dev.sonolog.app.alerts.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what is told. Pure: what was found and what time it is come from outside. Owned by one
 * thread.
 *
 * <p>A trouble is told when it is still there after its time, again while it lasts, and when it is
 * over, which is when it has been well for a while: so what comes and goes is told once. What was
 * never told is not told to be over. There are only so many messages in any hour; what does not fit
 * waits, and is told as it is when there is room, and what passed meanwhile is counted.
 */
final class AlertBook {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<Subject, Trouble> troubles = new LinkedHashMap<>();
  private final NoticeText texts;
  private List<Instant> sent = new ArrayList<>();
  private int leftOut;

  /**
   * What is to be known after a restart.
   *
   * @param troubles those that were told
   * @param sent when the messages of the last hour were sent
   * @param leftOut how many were not sent since
   */
  record State(List<Trouble> troubles, List<Instant> sent, int leftOut) {
    static final State EMPTY = new State(List.of(), List.of(), 0);

    State {
      troubles = List.copyOf(troubles);
      sent = List.copyOf(sent);
    }
  }

  /**
   * @param state of the program that ran before
   */
  AlertBook(NoticeText texts, State state) {
    this.texts = texts;
    state.troubles().forEach(it -> troubles.put(it.subject(), it));
    this.sent.addAll(state.sent());
    this.leftOut = state.leftOut();
  }

  /** What is to be known after a restart: what was told, and not what may still come to nothing. */
  State state() {
    return new State(
        troubles.values().stream().filter(it -> it.told().isPresent()).toList(), sent, leftOut);
  }

  /**
   * What is to be told now.
   *
   * @param findings of everything that is looked at; what is not among them any more is forgotten
   */
  List<Notice> advance(Instant now, List<Finding> findings, AlertSettings.Rules rules) {
    sent =
        sent.stream()
            .filter(it -> it.plus(HOUR).isAfter(now) && !it.isAfter(now))
            .collect(Collectors.toCollection(ArrayList::new));
    Set<Subject> seen = findings.stream().map(Finding::subject).collect(Collectors.toSet());
    troubles.keySet().retainAll(seen);
    List<Notice> notices = new ArrayList<>();
    for (Finding finding : findings) {
      note(finding, now, rules);
      if (!(finding.verdict() instanceof Verdict.Unknown)) {
        Optional<Trouble> trouble = Optional.ofNullable(troubles.get(finding.subject()));
        trouble.flatMap(it -> told(it, now, rules)).ifPresent(notices::add);
      }
    }
    return List.copyOf(notices);
  }

  private void note(Finding finding, Instant now, AlertSettings.Rules rules) {
    Subject subject = finding.subject();
    Optional<Trouble> known =
        Optional.ofNullable(troubles.get(subject)).map(it -> it.notBehind(now));
    switch (finding.verdict()) {
      case Verdict.Wrong(Instant since, String detail) -> {
        Instant begun = since.isAfter(now) ? now : since;
        Trouble trouble = known.orElseGet(() -> Trouble.begun(subject, begun, detail));
        boolean longEnough = !trouble.since().plus(after(subject, rules)).isAfter(now);
        troubles.put(subject, trouble.wrong(detail, longEnough));
      }
      case Verdict.Fine(String detail) ->
          known.ifPresent(it -> troubles.put(subject, it.fine(now, detail)));
      case Verdict.Unknown() -> known.ifPresent(it -> troubles.put(subject, it.unsettled()));
    }
  }

  private Optional<Notice> told(Trouble trouble, Instant now, AlertSettings.Rules rules) {
    boolean room = sent.size() < rules.mostPerHour();
    if (trouble.isOver(now, hold(trouble.subject(), rules))) {
      return over(trouble, now, room);
    }
    if (!trouble.raised() || trouble.fineSince().isPresent()) {
      return Optional.empty();
    }
    boolean again = trouble.told().isPresent();
    if (!room || (again && !isDue(trouble, now, rules.repeat()))) {
      return Optional.empty();
    }
    troubles.put(trouble.subject(), trouble.told(now));
    return Optional.of(sent(texts.raised(trouble, now, again), now));
  }

  private Optional<Notice> over(Trouble trouble, Instant now, boolean room) {
    if (trouble.told().isPresent() && !room) {
      return Optional.empty(); // it is told as soon as there is room
    }
    troubles.remove(trouble.subject());
    if (trouble.told().isPresent()) {
      return Optional.of(sent(texts.cleared(trouble, now), now));
    }
    if (trouble.raised()) {
      leftOut++;
    }
    return Optional.empty();
  }

  private static boolean isDue(Trouble trouble, Instant now, Duration repeat) {
    return !repeat.isZero()
        && trouble.told().filter(it -> !it.plus(repeat).isAfter(now)).isPresent();
  }

  private Notice sent(Notice notice, Instant now) {
    sent.add(now);
    Notice told = notice.leavingOut(leftOut);
    leftOut = 0;
    return told;
  }

  private static Duration after(Subject subject, AlertSettings.Rules rules) {
    return switch (subject.kind()) {
      case LOST -> rules.lostAfter();
      case SILENT -> rules.silenceAfter();
      case DISK_LOW -> Duration.ZERO;
    };
  }

  /** A silence is interrupted by a click, too, so half of its time will do. */
  private static Duration hold(Subject subject, AlertSettings.Rules rules) {
    return switch (subject.kind()) {
      case LOST -> rules.lostAfter();
      case SILENT -> rules.silenceAfter().dividedBy(2);
      case DISK_LOW -> Duration.ZERO;
    };
  }
}
