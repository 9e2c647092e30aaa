package dev.sonolog.server.pirecord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.service.StudioReport.Channel;
import dev.sonolog.server.service.StudioReport.Meter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolumeTextTest {
  private static Meter meter(Optional<Double> level, List<Channel> channels) {
    return new Meter("mic", channels, level, level, level, List.of());
  }

  private static Channel channel(Optional<Double> level) {
    return new Channel(level, level, level, Optional.empty(), 0);
  }

  @Test
  void oneChannelIsTheSameOnBothSides() {
    Optional<Double> level = Optional.of(-12.34);
    assertThat(VolumeText.of(meter(level, List.of(channel(level)))))
        .isEqualTo("M: -12.3 S: -12.3 I: -12.3 P: -12.3 -12.3 K: -12.3 -12.3");
  }

  @Test
  void silenceIsANumber() {
    Optional<Double> none = Optional.empty();
    assertThat(VolumeText.of(meter(none, List.of(channel(none), channel(none)))))
        .isEqualTo("M: -120.0 S: -120.0 I: -70.0 P: -120.0 -120.0 K: -120.0 -120.0");
    assertThat(VolumeText.of(meter(none, List.of()))).endsWith("K: -120.0 -120.0");
  }
}
