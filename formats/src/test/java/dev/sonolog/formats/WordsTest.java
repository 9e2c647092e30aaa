package dev.sonolog.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rates, positions, formats. */
final class WordsTest {
  private static final SampleRate CD = new SampleRate(44_100);

  @Test
  void samplesAndDurationsAreConvertedToTheNearest() {
    assertThat(CD.duration(44_100)).isEqualTo(Duration.ofSeconds(1));
    assertThat(CD.duration(1)).isEqualTo(Duration.ofNanos(22_676));
    assertThat(CD.duration(-1)).isEqualTo(Duration.ofNanos(-22_676));
    assertThat(CD.duration(44_099)).isEqualTo(Duration.ofNanos(999_977_324));
    assertThat(CD.samples(Duration.ofMillis(1_500))).isEqualTo(66_150);
    assertThat(CD.samples(Duration.ofNanos(11_337))).isZero();
    assertThat(CD.samples(Duration.ofNanos(11_339))).isEqualTo(1);
    assertThat(CD.samples(Duration.ofMillis(-1_500))).isEqualTo(-66_150);
  }

  @Test
  void anyCountOfSamplesSurvivesTheWayThroughADuration() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      SampleRate rate = new SampleRate(1 + random.nextInt(SampleRate.MAX_HERTZ));
      long samples = random.nextLong(1L << 44) - (1L << 43);
      assertThat(rate.samples(rate.duration(samples)))
          .as("seed %s, %s", seed, rate)
          .isEqualTo(samples);
    }
  }

  @Test
  void aRateOutsideItsRangeIsRefused() {
    assertThatThrownBy(() -> new SampleRate(0)).hasMessageContaining("0 Hz");
    assertThatThrownBy(() -> new SampleRate(SampleRate.MAX_HERTZ + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new SampleRate(48_000)).hasToString("48000 Hz");
  }

  @Test
  void aFormatIsReadByPeople() {
    assertThat(new AudioFormat(Codec.MPEG_LAYER_3, CD, 2)).hasToString("MP3 44100 Hz stereo");
    assertThat(new AudioFormat(Codec.MPEG_LAYER_2, CD, 1)).hasToString("MP2 44100 Hz mono");
    assertThat(new AudioFormat(Codec.MPEG_LAYER_2, CD, 6)).hasToString("MP2 44100 Hz 6 channels");
    assertThatThrownBy(() -> new AudioFormat(Codec.MPEG_LAYER_3, CD, 0)).hasMessageContaining("0");
  }
}
