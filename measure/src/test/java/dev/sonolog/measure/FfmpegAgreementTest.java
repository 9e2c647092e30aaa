package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loudness within 0.1 LU and the true peak within 0.2 dB of ffmpeg's, over many signals. The
 * range is compared where it has the blocks to be stable; percentiles of few are a matter of taste.
 * The true peak is compared above -30 dBTP, for ffmpeg gives three digits of the amplitude.
 */
class FfmpegAgreementTest {
  private static final int[] RATES = {
    8000, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000
  };

  @TempDir Path folder;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(String name, int rate, double[]... channels) {
    int seconds() {
      return channels[0].length / rate;
    }

    @Override
    public String toString() {
      return name + " at " + rate + " Hz, " + channels.length + " channels";
    }
  }

  @Test
  void loudnessAndTruePeakAreThoseOfFfmpeg() throws Exception {
    List<Case> cases = cases();
    Ffmpeg ffmpeg = new Ffmpeg(folder);
    for (Case each : cases) {
      ffmpeg.add(each.rate(), each.channels());
    }
    List<Ffmpeg.Verdict> verdicts = ffmpeg.judge();
    assertThat(verdicts).hasSameSizeAs(cases);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      compare(differences, cases.get(i), verdicts.get(i));
    }
    assertThat(differences).isEmpty();
  }

  private static void compare(List<String> differences, Case signal, Ffmpeg.Verdict verdict) {
    Measured measured = Measured.of(signal.rate(), signal.channels());
    LoudnessReading ours = measured.loudness();
    near(differences, signal, "integrated", ours.integrated(), verdict.of("I"), 0.1);
    near(differences, signal, "momentary", ours.momentary(), verdict.of("M"), 0.1);
    near(differences, signal, "short-term", ours.shortTerm(), verdict.of("S"), 0.1);
    if (signal.seconds() >= 20) {
      near(differences, signal, "range", ours.range(), verdict.of("LRA"), 0.1);
    }
    if (verdict.truePeak() > -30) {
      near(differences, signal, "true peak", measured.truePeak(), verdict.truePeak(), 0.2);
    }
  }

  private static void near(
      List<String> differences, Case signal, String what, double ours, double theirs, double by) {
    if (!(Math.abs(ours - theirs) <= by)) {
      differences.add("%s: %s %.3f, ffmpeg %.3f".formatted(signal, what, ours, theirs));
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int rate : RATES) {
      addTones(cases, rate);
      addPrograms(cases, rate);
    }
    addLevels(cases);
    return cases;
  }

  /**
   * Tones from deep to shrill. They fade in, for ffmpeg takes a beginning as mirrored and not as
   * silence, and of a sudden one it says something else.
   */
  private static void addTones(List<Case> cases, int rate) {
    for (double part : new double[] {0.0031, 0.0203, 0.0513, 0.1249, 0.2517, 0.3337, 0.4107}) {
      double hertz = part * Math.min(rate, 48_000);
      double[] tone = Wave.faded(Wave.sine(hertz, -3, 4, rate, 20), rate / 50);
      cases.add(new Case("sine of " + Math.round(hertz) + " Hz", rate, tone));
    }
  }

  private static void addPrograms(List<Case> cases, int rate) {
    double[] noise = Wave.redNoise(0.5, 6, rate, 1);
    double[] other = Wave.redNoise(0.3, 6, rate, 2);
    cases.add(new Case("noise", rate, noise, other));
    double[] music = music(rate);
    cases.add(new Case("music", rate, music, noise));
    double[] gated =
        Wave.join(
            Wave.redNoise(0.5, 2, rate, 3),
            Wave.silence(1.5, rate),
            Wave.redNoise(0.05, 2.2, rate, 4),
            Wave.redNoise(0.2, 1.3, rate, 5));
    cases.add(new Case("on and off", rate, gated));
    double[] shorter = Arrays.copyOf(gated, music.length);
    cases.add(new Case("surround", rate, music, noise, other, other, shorter, music));
  }

  /** Notes that die away, with a rhythm, over a bass. */
  private static double[] music(int rate) {
    double[] wave = new double[Wave.samples(6, rate)];
    for (int i = 0; i < wave.length; i++) {
      double time = (double) i / rate;
      double note = 220 * Math.pow(2, ((int) (time * 4)) * 5 % 12 / 12.0);
      double decay = Math.exp(-6 * (time * 4 % 1));
      double harmonics = 0;
      for (int k = 1; k <= 6; k++) {
        harmonics += Math.sin(2 * Math.PI * note * k * time) / k;
      }
      wave[i] = 0.35 * decay * harmonics + 0.2 * Math.sin(2 * Math.PI * 55 * time);
    }
    return wave;
  }

  private static void addLevels(List<Case> cases) {
    for (double level : new double[] {0, -10, -20, -30, -40, -50}) {
      double[] tone = Wave.sine(997, level, 4, 48_000, 0);
      cases.add(new Case("level " + level, 48_000, tone, tone));
    }
    double[] steps =
        Wave.join(
            Wave.redNoise(0.3, 8, 48_000, 6),
            Wave.redNoise(0.1, 8, 48_000, 7),
            Wave.redNoise(0.03, 8, 48_000, 8));
    cases.add(new Case("range", 48_000, steps, steps));
    double[] white = Wave.whiteNoise(0.2, 4, 48_000, 9);
    cases.add(new Case("white noise", 48_000, white));
  }
}
