package dev.sonolog.jobs;

import dev.sonolog.measure.PeakLevel;
import dev.sonolog.measure.PeakPyramid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts level data together that comes in parts. Lives for one job; one thread. */
final class LevelDataParts {
  private static final int MAX_WINDOWS = LevelData.MAX_PEAK_VALUES / 2;

  private final List<double[]> windows = new ArrayList<>();
  private final List<short[]> peaks = new ArrayList<>();
  private int windowCount;
  private int peakCount;

  void add(Message.Windows part) throws IOException {
    windowCount += part.levels().length;
    check(windowCount, MAX_WINDOWS, "windows");
    windows.add(part.levels());
  }

  void add(Message.Peaks part) throws IOException {
    peakCount += part.values().length;
    check(peakCount, LevelData.MAX_PEAK_VALUES, "peaks");
    peaks.add(part.values());
  }

  private static void check(int count, int limit, String what) throws IOException {
    if (count > limit) {
      throw new IOException("More than " + limit + " " + what);
    }
  }

  LevelData join(Message.Measured measured) throws IOException {
    try {
      return new LevelData(
          measured.codec(),
          measured.format(),
          measured.channels(),
          measured.rate(),
          measured.frames(),
          measured.brokenPackets(),
          joinedWindows(),
          new PeakLevel(measured.channels(), PeakPyramid.BUCKET, joinedPeaks()));
    } catch (IllegalArgumentException e) {
      throw new IOException("Level data that contradicts itself: " + e.getMessage(), e);
    }
  }

  private double[] joinedWindows() {
    double[] all = new double[windowCount];
    int at = 0;
    for (double[] part : windows) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private short[] joinedPeaks() {
    short[] all = new short[peakCount];
    int at = 0;
    for (short[] part : peaks) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
