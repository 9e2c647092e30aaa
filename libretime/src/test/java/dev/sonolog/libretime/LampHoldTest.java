package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LampHoldTest {
  private final LampHold hold = new LampHold(Duration.ofSeconds(4));

  private Lamp at(double seconds, Lamp said) {
    return hold.advance(said, (long) (seconds * 1e9));
  }

  @Test
  void theLampStaysOnBetweenTwoTracks() {
    assertThat(at(0, Lamp.ON)).isEqualTo(Lamp.ON);
    assertThat(at(1, Lamp.OFF)).isEqualTo(Lamp.ON);
    assertThat(at(4.9, Lamp.SHOULD_BE_ON)).isEqualTo(Lamp.ON);
    assertThat(at(5, Lamp.ON)).isEqualTo(Lamp.ON);
    assertThat(at(6, Lamp.OFF)).isEqualTo(Lamp.ON);
    assertThat(at(9.9, Lamp.OFF)).isEqualTo(Lamp.ON);
  }

  @Test
  void theLampGoesOffAfterFourSeconds() {
    assertThat(at(0, Lamp.ON)).isEqualTo(Lamp.ON);
    assertThat(at(1, Lamp.OFF)).isEqualTo(Lamp.ON);
    assertThat(at(5, Lamp.OFF)).isEqualTo(Lamp.OFF);
    assertThat(at(5.1, Lamp.SHOULD_BE_ON)).isEqualTo(Lamp.SHOULD_BE_ON);
    assertThat(at(5.2, Lamp.ON)).isEqualTo(Lamp.ON);
  }

  @Test
  void whatIsNotKnownIsNotHeld() {
    assertThat(at(0, Lamp.ON)).isEqualTo(Lamp.ON);
    assertThat(at(1, Lamp.UNKNOWN)).isEqualTo(Lamp.UNKNOWN);
    assertThat(at(2, Lamp.OFF)).isEqualTo(Lamp.OFF);
  }
}
