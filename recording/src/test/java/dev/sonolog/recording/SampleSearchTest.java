package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleSearchTest {
  @Test
  void everyPlaceIsFound() {
    for (int samples = 0; samples < 40; samples++) {
      for (int place = 0; place <= samples; place++) {
        int reached = place;
        assertThat(SampleSearch.before(samples, ahead -> ahead >= reached)).isEqualTo(place);
      }
    }
  }

  @Test
  void whatIsReachedByNoneHasAllBefore() {
    assertThat(SampleSearch.before(1_000, _ -> false)).isEqualTo(1_000);
  }
}
