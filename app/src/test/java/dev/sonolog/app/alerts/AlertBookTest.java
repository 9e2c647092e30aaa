package dev.sonolog.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.alerts.Finding.Verdict;
import dev.sonolog.archive.FreeSpace;
import dev.sonolog.archive.Space;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final Instant START = Instant.parse("2026-05-23T14:03:22Z");
  private static final Subject QUIET = new Subject(Subject.Kind.SILENT, "news");
  private static final AlertSettings.Rules RULES = AlertSettings.Rules.USUAL;

  private final List<Notice> told = new ArrayList<>();
  private AlertBook book = new AlertBook(new NoticeText(ZoneOffset.UTC), AlertBook.State.EMPTY);

  private static Finding lost(String name, Instant since) {
    return new Finding(
        new Subject(Subject.Kind.LOST, name), new Verdict.Wrong(since, "connection refused"));
  }

  private static Finding fine(String name) {
    return new Finding(new Subject(Subject.Kind.LOST, name), new Verdict.Fine(""));
  }

  private void at(long second, Finding... findings) {
    at(second, RULES, findings);
  }

  private void at(long second, AlertSettings.Rules rules, Finding... findings) {
    told.addAll(book.advance(START.plusSeconds(second), List.of(findings), rules));
  }

  private List<String> events() {
    return told.stream().map(Notice::event).toList();
  }

  private static AlertSettings.Rules rules(Duration repeat, int mostPerHour) {
    return new AlertSettings.Rules(
        RULES.lostAfter(), RULES.silenceAfter(), -50, RULES.diskBelow(), repeat, mostPerHour);
  }

  @Test
  void aLossIsToldAfterItsTimeAndItsEndWhenItLasts() {
    at(0, fine("news"));
    at(1, lost("news", START));
    at(29, lost("news", START));
    assertThat(told).isEmpty();
    at(30, lost("news", START));
    at(31, lost("news", START));
    assertThat(events()).containsExactly("source-lost");
    assertThat(told.getFirst().headline()).isEqualTo("news is lost since 14:03:22");
    assertThat(told.getFirst().text())
        .isEqualTo("news is lost since 14:03:22: connection refused.");
    assertThat(told.getFirst().since()).isEqualTo(START);
    at(100, fine("news"));
    at(129, fine("news"));
    assertThat(told).hasSize(1);
    at(130, fine("news"));
    at(131, fine("news"));
    assertThat(events()).containsExactly("source-lost", "source-back");
    assertThat(told.getLast().text()).isEqualTo("news is back since 14:05:02, after 1 min 40 s.");
    assertThat(told.getLast().alert()).isEqualTo(told.getFirst().alert());
    assertThat(told.getLast().id()).isNotEqualTo(told.getFirst().id());
  }

  @Test
  void aShortLossIsNotTold() {
    at(0, lost("news", START));
    for (int second = 1; second < 200; second++) {
      at(second, fine("news"));
    }
    assertThat(told).isEmpty();
    assertThat(book.state().troubles()).isEmpty();
  }

  @Test
  void whatComesAndGoesIsToldOnce() {
    for (int second = 0; second < 1_200; second++) {
      at(second, second / 10 % 2 == 0 ? lost("news", START.plusSeconds(second)) : fine("news"));
    }
    assertThat(events()).containsExactly("source-lost");
    assertThat(told.getFirst().headline()).isEqualTo("news is lost since 14:03:22, on and off");
    for (int second = 1_200; second < 1_260; second++) {
      at(second, fine("news"));
    }
    assertThat(events()).containsExactly("source-lost", "source-back");
  }

  @Test
  void whatLastsIsToldAgain() {
    for (int minute = 0; minute <= 150; minute++) {
      at(minute * 60L, lost("news", START));
    }
    assertThat(events()).containsExactly("source-lost", "source-lost", "source-lost");
    assertThat(told.get(1).headline()).isEqualTo("news is still lost since 14:03:22");
    assertThat(told.get(1).at()).isEqualTo(told.getFirst().at().plus(Duration.ofHours(1)));
  }

  @Test
  void whatLastsIsNotToldAgainWhereNobodyWantsIt() {
    for (int minute = 0; minute <= 600; minute++) {
      at(minute * 60L, rules(Duration.ZERO, 20), lost("news", START));
    }
    assertThat(events()).containsExactly("source-lost");
  }

  @Test
  void timesOfAnotherDayHaveTheirDate() {
    at(30, rules(Duration.ofDays(1), 20), lost("news", START));
    at(86_430, rules(Duration.ofDays(1), 20), lost("news", START));
    assertThat(told.getLast().headline()).isEqualTo("news is still lost since 2026-05-23 14:03:22");
  }

  @Test
  void whatIsNoSourceAnyMoreIsForgotten() {
    at(30, lost("news", START), fine("other"));
    at(31, fine("other"));
    at(32, fine("other"), fine("news"));
    at(99, fine("other"), fine("news"));
    assertThat(events()).containsExactly("source-lost");
  }

  // --- the limit

  @Test
  void noMoreAreToldInAnHourAndTheOthersWhenThereIsRoom() {
    AlertSettings.Rules two = rules(Duration.ZERO, 2);
    Finding[] lost = {lost("a", START), lost("b", START), lost("c", START), lost("d", START)};
    at(30, two, lost);
    assertThat(told).hasSize(2);
    at(40, two, lost[0], lost[1], lost[2], fine("d"));
    at(80, two, lost[0], lost[1], lost[2], fine("d"));
    at(3_629, two, lost[0], lost[1], lost[2], fine("d"));
    assertThat(told).hasSize(2);
    at(3_630, two, lost[0], lost[1], lost[2], fine("d"));
    assertThat(told).hasSize(3);
    assertThat(told.getLast().headline()).startsWith("c is lost");
    assertThat(told.getLast().leftOut()).isEqualTo(1); // d came and went
    assertThat(told.getLast().fullText()).endsWith("1 more message was left out before this one.");
    assertThat(told.getFirst().leftOut()).isZero();
  }

  @Test
  void anEndThatHasNoRoomIsToldLater() {
    AlertSettings.Rules one = rules(Duration.ZERO, 1);
    at(30, one, lost("news", START));
    for (int second = 100; second < 3_630; second++) {
      at(second, one, fine("news"));
    }
    assertThat(events()).containsExactly("source-lost");
    at(3_630, one, fine("news"));
    assertThat(events()).containsExactly("source-lost", "source-back");
    assertThat(told.getLast().since()).isEqualTo(START.plusSeconds(100));
  }

  // --- silence, and what is not known

  @Test
  void whatIsNotKnownNeitherBeginsNorEndsAnything() {
    Finding unknown = new Finding(QUIET, new Verdict.Unknown());
    Finding silent = new Finding(QUIET, new Verdict.Wrong(START, ""));
    Finding heard = new Finding(QUIET, new Verdict.Fine(""));
    at(0, unknown);
    at(60, silent);
    at(70, heard);
    at(80, unknown);
    at(200, unknown);
    assertThat(events()).containsExactly("source-silent");
    at(201, heard);
    at(230, heard);
    assertThat(told).hasSize(1);
    at(231, heard);
    assertThat(events()).containsExactly("source-silent", "source-heard");
    assertThat(told.getLast().headline()).isEqualTo("news is heard again since 14:06:43");
  }

  @Test
  void aDiskIsToldAtOnceAndAgainWhenThereIsALittleMoreThanEnough() {
    FreeSpace tenth = new FreeSpace.Percent(10);
    Subject disk = new Subject(Subject.Kind.DISK_LOW, "/srv");
    long gigabyte = 1_000_000_000L;
    long second = 0;
    for (long free : new long[] {20, 9, 10, 10, 9, 11, 9, 20}) {
      Space space = new Space(free * gigabyte, 100 * gigabyte);
      at(second, new Finding(disk, VolumeLook.verdict(space, START.plusSeconds(second), tenth)));
      second++;
    }
    assertThat(events()).containsExactly("disk-low", "disk-ok", "disk-low", "disk-ok");
    assertThat(told.getFirst().text())
        .isEqualTo(
            "/srv is low on space since 14:03:23: 9.0 GB of 100.0 GB are free, less than 10.0 GB.");
    assertThat(told.get(1).text()).endsWith("after 4 s: 11.0 GB of 100.0 GB are free.");
  }

  // --- restart, and clocks

  @Test
  void whatWasToldIsNotToldAgainAfterARestartAndItsEndIs() {
    at(30, lost("news", START), lost("short", START.plusSeconds(20)));
    AlertBook.State state = book.state();
    assertThat(state.troubles()).hasSize(1);
    book = new AlertBook(new NoticeText(ZoneOffset.UTC), state);
    at(60, lost("news", START.plusSeconds(60)));
    at(90, lost("news", START.plusSeconds(60)));
    assertThat(told).hasSize(1);
    at(100, fine("news"));
    at(130, fine("news"));
    assertThat(events()).containsExactly("source-lost", "source-back");
    assertThat(told.getLast().alert()).isEqualTo(told.getFirst().alert());
  }

  @Test
  void theLimitOutlivesARestart() {
    at(30, rules(Duration.ZERO, 1), lost("a", START));
    book = new AlertBook(new NoticeText(ZoneOffset.UTC), book.state());
    at(60, rules(Duration.ZERO, 1), lost("a", START), lost("b", START));
    assertThat(told).hasSize(1);
  }

  @Test
  void aClockThatIsSetBackStopsNothing() {
    at(10_000, lost("news", START.plusSeconds(9_000)));
    assertThat(told).hasSize(1);
    at(0, lost("news", START));
    at(3_600, lost("news", START));
    assertThat(events()).containsExactly("source-lost", "source-lost");
    at(3_601, fine("news"));
    at(3_631, fine("news"));
    assertThat(events()).endsWith("source-back");
  }

  @Test
  void newRulesCountAtOnce() {
    at(20, lost("news", START));
    AlertSettings.Rules sooner =
        new AlertSettings.Rules(
            Duration.ofSeconds(5), Duration.ZERO, -50, Optional.empty(), Duration.ZERO, 20);
    at(21, sooner, lost("news", START));
    assertThat(events()).containsExactly("source-lost");
  }

  @Test
  void namesAndReasonsAreOnOneLine() {
    Finding odd =
        new Finding(
            new Subject(Subject.Kind.LOST, "a\r\nBcc: x@example.org\u2028b"),
            new Verdict.Wrong(START, "x\n".repeat(1_000)));
    at(30, odd);
    assertThat(told.getFirst().headline()).startsWith("a Bcc: x@example.org b is lost");
    assertThat(told.getFirst().text()).doesNotContain("\n").hasSizeLessThan(700);
  }
}
