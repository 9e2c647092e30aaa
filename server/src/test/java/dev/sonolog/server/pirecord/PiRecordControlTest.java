package dev.sonolog.server.pirecord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.service.StudioService.Owner;
import org.junit.jupiter.api.Test;

/** Control for clients that never renew it. */
class PiRecordControlTest {
  private static final Owner ANNA = new Owner("anna-anna", "Pi_Record a1");

  private final OneMicrophone studio = new OneMicrophone();
  private final PiRecordControl control = new PiRecordControl(studio);

  @Test
  void whoListensStaysInControlAndItsFirstTokenCounts() throws Exception {
    String first = control.take("mic", "a1", ANNA).orElseThrow();
    control.renewAll("a1"::equals);
    control.renewAll("a1"::equals);
    assertThat(studio.renewals()).isEqualTo(2);
    assertThat(control.start("mic", first)).isPresent();
    assertThat(control.stop("mic", first)).isPresent();
    assertThat(control.release(studio.mic(), first)).isTrue();
    assertThat(studio.holder()).isEmpty();
  }

  @Test
  void whoHasGoneIsNotRenewed() throws Exception {
    var _ = control.take("mic", "a1", ANNA);
    control.renewAll("b2"::equals);
    assertThat(studio.renewals()).isZero();
  }

  @Test
  void whatHasLapsedIsNotTakenAgain() throws Exception {
    String first = control.take("mic", "a1", ANNA).orElseThrow();
    studio.lapses();
    control.renewAll("a1"::equals);
    assertThat(studio.holder()).isEmpty();
    assertThat(control.counts("mic", first)).isFalse();
    assertThat(control.start("mic", first)).isEmpty();
  }
}
