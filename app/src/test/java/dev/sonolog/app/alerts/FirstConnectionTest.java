package dev.sonolog.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of a source that takes its time to come after the start. */
class FirstConnectionTest {
  private static final Instant START = Instant.parse("2026-05-23T14:03:22Z");
  private static final AlertSettings.Rules RULES = AlertSettings.Rules.USUAL;
  private static final RecordingState CONNECTING = new RecordingState.Connecting();
  private static final RecordingState RECORDING = new RecordingState.Recording(START);
  private static final RecordingState WAITING =
      new RecordingState.Waiting(START, "connection refused");

  private final List<Notice> told = new ArrayList<>();
  private SourceLook look = new SourceLook(_ -> Optional.empty());
  private AlertBook book = new AlertBook(new NoticeText(ZoneOffset.UTC), AlertBook.State.EMPTY);

  /** Looks once a second, from one second to before another. */
  private void during(int from, int to, RecordingState state) {
    for (int second = from; second < to; second++) {
      Instant now = START.plusSeconds(second);
      SourceStatus source = new SourceStatus("news", state, Optional.empty(), 0);
      told.addAll(book.advance(now, look.findings(List.of(source), now, RULES), RULES));
    }
  }

  private void restart() {
    look = new SourceLook(_ -> Optional.empty());
    book = new AlertBook(new NoticeText(ZoneOffset.UTC), book.state());
  }

  private List<String> events() {
    return told.stream().map(Notice::event).toList();
  }

  @Test
  void whatComesInTimeIsNeverTold() {
    during(0, 29, CONNECTING);
    during(29, 200, RECORDING);
    assertThat(told).isEmpty();
  }

  @Test
  void aShortLossSoonAfterTheFirstConnectionIsNotTold() {
    during(0, 25, CONNECTING);
    during(25, 35, RECORDING);
    during(35, 40, WAITING);
    during(40, 200, RECORDING);
    assertThat(told).isEmpty();
  }

  @Test
  void whatDoesNotComeInTimeIsToldOnce() {
    during(0, 30, WAITING);
    assertThat(told).isEmpty();
    during(30, 100, WAITING);
    assertThat(events()).containsExactly("source-lost");
    assertThat(told.getFirst().since()).isEqualTo(START);
  }

  @Test
  void whatWasToldBeforeARestartIsNotToldAgainWhileItConnects() {
    during(0, 40, WAITING);
    assertThat(events()).containsExactly("source-lost");
    restart();
    during(7_200, 7_210, CONNECTING); // two hours later its repeat is due
    during(7_210, 7_241, RECORDING);
    assertThat(events()).containsExactly("source-lost", "source-back");
  }

  @Test
  void whatWasToldBeforeARestartIsToldAgainWhereItDoesNotCome() {
    during(0, 40, WAITING);
    restart();
    during(7_200, 7_230, WAITING);
    assertThat(told).hasSize(1);
    during(7_230, 7_300, WAITING);
    assertThat(events()).containsExactly("source-lost", "source-lost");
  }
}
