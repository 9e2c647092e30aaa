package dev.sonolog.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.alerts.Finding.Verdict;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceLookTest {
  private static final Instant START = Instant.parse("2026-05-23T14:03:22Z");
  private static final RecordingState RECORDING = new RecordingState.Recording(START);

  private Optional<Duration> quiet = Optional.empty();
  private final SourceLook look = new SourceLook(_ -> quiet);

  private List<Finding> at(long second, RecordingState state) {
    SourceStatus source = new SourceStatus("news", state, Optional.empty(), 0);
    return look.findings(List.of(source), START.plusSeconds(second), AlertSettings.Rules.USUAL);
  }

  private Verdict lost(long second, RecordingState state) {
    return at(second, state).getFirst().verdict();
  }

  private Verdict heard(RecordingState state) {
    return at(100, state).getLast().verdict();
  }

  @Test
  void aSourceIsLostSinceItRecordedLast() {
    assertThat(lost(5, RECORDING)).isInstanceOf(Verdict.Fine.class);
    RecordingState waiting = new RecordingState.Waiting(START, "connection refused");
    assertThat(lost(6, waiting))
        .isEqualTo(new Verdict.Wrong(START.plusSeconds(5), "connection refused"));
    assertThat(lost(7, new RecordingState.Connecting()))
        .isEqualTo(new Verdict.Wrong(START.plusSeconds(5), "it is being connected"));
    assertThat(lost(8, new RecordingState.Faulted("a web page", Optional.empty())))
        .isEqualTo(new Verdict.Wrong(START.plusSeconds(5), "a web page"));
    assertThat(lost(9, new RecordingState.Stalled(START.plusSeconds(3))))
        .isEqualTo(
            new Verdict.Wrong(START.plusSeconds(3), "the connection stands, but no audio comes"));
  }

  @Test
  void aSourceThatNeverCameIsLostSinceTheStart() {
    RecordingState waiting = new RecordingState.Waiting(START, "x");
    assertThat(lost(0, new RecordingState.Connecting())).isEqualTo(new Verdict.Unknown());
    assertThat(lost(1, waiting)).isEqualTo(new Verdict.Unknown());
    assertThat(lost(29, new RecordingState.Stalled(START))).isEqualTo(new Verdict.Unknown());
    assertThat(lost(30, waiting)).isEqualTo(new Verdict.Wrong(START, "x"));
    assertThat(lost(50, waiting)).isEqualTo(new Verdict.Wrong(START, "x"));
  }

  @Test
  void aSourceThatWaitsForATakeIsLostSinceItWasHeardLast() {
    assertThat(lost(0, RECORDING)).isInstanceOf(Verdict.Fine.class);
    assertThat(lost(10, new RecordingState.Idle())).isInstanceOf(Verdict.Fine.class);
    assertThat(lost(12, new RecordingState.Waiting(START, "the card was pulled out")))
        .isEqualTo(new Verdict.Wrong(START.plusSeconds(10), "the card was pulled out"));
    assertThat(lost(20, new RecordingState.Idle())).isInstanceOf(Verdict.Fine.class);
  }

  @Test
  void whatWaitsForATakeMayBeSilent() {
    quiet = Optional.of(Duration.ofSeconds(60));
    assertThat(at(0, new RecordingState.Idle()))
        .extracting(Finding::verdict)
        .containsExactly(new Verdict.Fine(""));
  }

  @Test
  void silenceIsToldByWhatIsMeasured() {
    assertThat(heard(RECORDING)).isEqualTo(new Verdict.Unknown());
    quiet = Optional.of(Duration.ofSeconds(60));
    assertThat(heard(RECORDING)).isEqualTo(new Verdict.Wrong(START.plusSeconds(40), ""));
    quiet = Optional.of(Duration.ofSeconds(59));
    assertThat(heard(RECORDING)).isEqualTo(new Verdict.Unknown());
    quiet = Optional.of(Duration.ofSeconds(14));
    assertThat(heard(RECORDING)).isEqualTo(new Verdict.Fine(""));
    quiet = Optional.of(Duration.ofSeconds(60));
    assertThat(heard(new RecordingState.Connecting())).isEqualTo(new Verdict.Unknown());
  }
}
