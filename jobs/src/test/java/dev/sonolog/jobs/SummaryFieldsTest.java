package dev.sonolog.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.measure.LoudnessReading;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SummaryFieldsTest {
  static SoundSummary summary() {
    return new SoundSummary(
        new SampleRate(48_000),
        100_000,
        new LoudnessReading(-20, -21, -23.1, 7.5, -12, Double.NEGATIVE_INFINITY),
        List.of(
            new SoundSummary.Channel(-1, -0.5, 0.01, 3, 0),
            new SoundSummary.Channel(Double.NEGATIVE_INFINITY, -90, -0.01, 0, 1)),
        List.of(new SoundSummary.Stretch(0, 5_000), new SoundSummary.Stretch(90_000, 100_000)),
        15_000);
  }

  private static byte[] bytes(SoundSummary summary) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SummaryFields.put(new DataOutputStream(bytes), summary);
    return bytes.toByteArray();
  }

  @Test
  void aSummaryIsReadAsItWasWritten() throws IOException {
    assertThat(SummaryFields.summary(ByteBuffer.wrap(bytes(summary())))).isEqualTo(summary());
  }

  @Test
  void settingsAreReadAsTheyWereWritten() throws IOException {
    SummarySettings settings = new SummarySettings(-42.5, Duration.ofMillis(1_500));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SummaryFields.put(new DataOutputStream(bytes), settings);
    assertThat(SummaryFields.settings(ByteBuffer.wrap(bytes.toByteArray()))).isEqualTo(settings);
  }

  @Test
  void aSummaryThatIsCutOffIsNone() throws IOException {
    byte[] whole = bytes(summary());
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer part = ByteBuffer.wrap(whole, 0, length);
      assertThatThrownBy(() -> SummaryFields.summary(part))
          .isInstanceOf(BufferUnderflowException.class);
    }
  }

  /** Whatever the bytes are, no other exception comes and no memory is taken for what they say. */
  @Test
  void damagedBytesAreRefusedOrGiveASummary() throws IOException {
    byte[] whole = bytes(summary());
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        SummaryFields.summary(ByteBuffer.wrap(damaged));
      } catch (IllegalArgumentException | BufferUnderflowException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }
}
