package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalWatchTest {
  private static final int RATE = 8000;

  @Test
  void silenceAndItsEndAreToldWithTheirPlaces() {
    double[] wave = Wave.join(loud(5), quiet(20), loud(5));

    assertThat(events(wave))
        .containsExactly(
            new SignalEvent.SilenceBegan(seconds(5), seconds(15)),
            new SignalEvent.SilenceEnded(seconds(25), seconds(25.2), seconds(20)));
  }

  @Test
  void aShorterSilenceIsNotTold() {
    assertThat(events(Wave.join(loud(5), quiet(9.9), loud(5)))).isEmpty();
  }

  @Test
  void silenceFromTheBeginningIsTold() {
    assertThat(events(quiet(12))).containsExactly(new SignalEvent.SilenceBegan(0, seconds(10)));
  }

  @Test
  void aClickNeitherEndsASilenceNorKeepsOneFromBeginning() {
    double[] wave = Wave.join(loud(2), quiet(6), loud(0.1), quiet(6), loud(0.1), quiet(3));

    assertThat(events(wave)).containsExactly(new SignalEvent.SilenceBegan(seconds(2), seconds(12)));
  }

  @Test
  void digitalZeroIsToldApartFromQuiet() {
    double[] wave = Wave.join(loud(5), Wave.silence(4, RATE), quiet(4), loud(1));

    assertThat(events(wave, wave))
        .containsExactly(
            new SignalEvent.StandstillBegan(seconds(5), seconds(7)),
            new SignalEvent.StandstillEnded(seconds(9), seconds(9.05), seconds(4)));
  }

  @Test
  void aConstantThatIsNotZeroStandsStillToo() {
    double[] constant = new double[RATE * 4];
    Arrays.fill(constant, 0.25);
    double[] another = new double[RATE * 4];
    Arrays.fill(another, 0.125);

    assertThat(events(Wave.join(loud(1), constant, another)))
        .containsExactly(
            new SignalEvent.StandstillBegan(seconds(1), seconds(3)),
            new SignalEvent.StandstillEnded(seconds(5), seconds(5.05), seconds(4)),
            new SignalEvent.StandstillBegan(seconds(5), seconds(7)));
  }

  @Test
  void aChannelIsDeadWhileAnotherIsNot() {
    double[] whole = loud(30);
    double[] half = Wave.join(loud(5), Wave.silence(20, RATE), loud(5));

    assertThat(events(whole, half))
        .containsExactly(
            new SignalEvent.ChannelDied(seconds(5), seconds(15), 1),
            new SignalEvent.ChannelRevived(seconds(25), seconds(25.05), 1));
  }

  @Test
  void aPauseOfAllChannelsDoesNotCountForADeadOne() {
    double[] left = Wave.join(loud(6), Wave.silence(1.5, RATE), loud(6));
    double[] right = Wave.silence(13.5, RATE);

    assertThat(events(left, right))
        .containsExactly(new SignalEvent.ChannelDied(0, seconds(11.5), 1));
  }

  @Test
  void clipsAreCountedAndToldOnceInAnInterval() {
    double[] wave = loud(25);
    for (double second = 3; second < 20; second++) {
      int at = (int) seconds(second) + 10;
      Arrays.fill(wave, at, at + 5, 1);
    }
    assertThat(events(wave))
        .containsExactly(
            new SignalEvent.Clipped(seconds(3), seconds(3.05), 0, 1),
            new SignalEvent.Clipped(seconds(4), seconds(13.05), 0, 10),
            new SignalEvent.Clipped(seconds(14), seconds(23.05), 0, 6));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    WatchSettings usual = WatchSettings.usual();

    assertThatThrownBy(() -> usual.withSilence(3, Duration.ofSeconds(1)))
        .hasMessage("A threshold of silence of 3.0 dBFS is outside -120..0");
    assertThatThrownBy(() -> usual.withSilence(-50, Duration.ofSeconds(-1)))
        .hasMessageContaining("The time of silence, PT-1S, is outside");
    assertThatThrownBy(() -> usual.withSilence(Double.NaN, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<SignalEvent> events(double[]... channels) {
    SignalWatch watch =
        new SignalWatch(new SampleRate(RATE), channels.length, WatchSettings.usual());
    List<SignalEvent> events = new ArrayList<>();
    Measured.of(MeterSettings.levels(), SampleFormat.S24, RATE, channels)
        .readings()
        .forEach(reading -> watch.add(reading, events::add));
    return events;
  }

  private static double[] loud(double seconds) {
    return Wave.sine(440, -20, seconds, RATE);
  }

  private static double[] quiet(double seconds) {
    return Wave.sine(440, -80, seconds, RATE);
  }

  private static long seconds(double seconds) {
    return Math.round(seconds * RATE);
  }
}
