package dev.sonolog.server.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IsrAnalysesTest {
  private static double[] counted(int count) {
    return IntStream.range(0, count).asDoubleStream().toArray();
  }

  @Test
  void upToEighthundredLevelsAreAllShown() {
    assertThat(IsrAnalyses.shown(counted(0))).isEmpty();
    assertThat(IsrAnalyses.shown(counted(800))).isEqualTo(counted(800));
  }

  @Test
  void ofMoreLevelsThoseAreShownThatIsrPicks() {
    assertThat(IsrAnalyses.shown(counted(1_001)))
        .hasSize(800)
        .startsWith(0, 1, 2, 3, 5, 6, 7, 8, 10, 11)
        .endsWith(994, 995, 997, 998, 999);
    assertThat(IsrAnalyses.shown(counted(36_000))).startsWith(0, 45, 90).endsWith(35_955);
    assertThat(IsrAnalyses.shown(counted(801))).hasSize(800).startsWith(0, 1, 2);
  }
}
