package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** All readings of a signal, measured in floats. */
record Measured(List<LevelReading> readings) {
  /** Measures all there is of channels of the same length. */
  static Measured of(int rate, double[]... channels) {
    return of(MeterSettings.all(), SampleFormat.FLOAT, rate, channels);
  }

  static Measured of(MeterSettings settings, SampleFormat format, int rate, double[]... channels) {
    LevelMeter meter = new LevelMeter(format, channels.length, new SampleRate(rate), settings);
    List<LevelReading> readings = new ArrayList<>();
    byte[] bytes = Wave.bytes(format, Wave.interleave(channels));
    meter.add(bytes, 0, bytes.length, readings::add);
    meter.finish(readings::add);
    return new Measured(readings);
  }

  LevelReading last() {
    return readings.getLast();
  }

  LoudnessReading loudness() {
    return last().loudness().orElseThrow();
  }

  DoubleStream momentary(double fromSecond) {
    return readings.stream()
        .skip(Math.round(fromSecond * LevelReading.PER_SECOND) - 1)
        .mapToDouble(reading -> reading.loudness().orElseThrow().momentary());
  }

  DoubleStream shortTerm(double fromSecond) {
    return readings.stream()
        .skip(Math.round(fromSecond * LevelReading.PER_SECOND) - 1)
        .mapToDouble(reading -> reading.loudness().orElseThrow().shortTerm());
  }

  /** The highest true peak of all channels. */
  double truePeak() {
    return last().channels().stream()
        .mapToDouble(level -> level.truePeak().orElseThrow().highest())
        .max()
        .orElseThrow();
  }
}
