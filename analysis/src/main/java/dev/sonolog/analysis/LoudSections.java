package dev.sonolog.analysis;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakLevel;
import dev.sonolog.measure.Section;
import dev.sonolog.measure.SectionFinder;
import dev.sonolog.measure.SectionSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The loud sections of a source's timeline. In each file they are those that ISR finds in it, to
 * the last bit; two that meet at a border between files which hold a timeline without a break are
 * one, and so what is too short on either side of a border may be long enough on both. Takes files
 * in the order of time; one thread.
 */
public final class LoudSections {
  /** Files of one run meet within the rounding of a sample. */
  private static final Duration TOGETHER = Duration.ofMillis(1);

  private static final double TOLERANCE = 1e-9;
  private static final double FULL_SCALE = 1 << 15;

  /** A section begins and ends so many seconds at most from where it is said to. */
  private static final double ROUNDED = 0.05;

  private final SectionSettings settings;
  private final List<TimedSection> done = new ArrayList<>();
  private Optional<Pending> pending = Optional.empty();
  private Optional<Instant> end = Optional.empty(); // of the file before

  /**
   * A section that may go on in the next file.
   *
   * @param kept whether it is long enough by itself
   */
  private record Pending(TimedSection section, boolean kept) {}

  public LoudSections(SectionSettings settings) {
    this.settings = settings;
  }

  /** What is known of the samples of a section. */
  private interface Peaks {
    OptionalDouble of(Section section);
  }

  /** The next file. */
  public void add(StoredSegment segment, Levels.Windows windows) {
    add(segment.start(), windows);
  }

  /** The next file, whose sections are to have their peaks. */
  public void add(StoredSegment segment, LevelData data) {
    add(segment.start(), data);
  }

  void add(Instant start, LevelData data) {
    double hertz = data.rate().hertz();
    add(start, Levels.windows(data), section -> peak(section, data.peaks(), hertz));
  }

  void add(Instant start, Levels.Windows windows) {
    add(start, windows, _ -> OptionalDouble.empty());
  }

  private static OptionalDouble peak(Section section, PeakLevel peaks, double hertz) {
    int length = peaks.framesPerBucket();
    int first = (int) (Math.max(0, section.start() - ROUNDED) * hertz / length);
    int end = (int) Math.min(peaks.length(), Math.ceil((section.end() + ROUNDED) * hertz / length));
    int highest = 0;
    for (int i = 2 * peaks.channels() * first; i < 2 * peaks.channels() * end; i++) {
      highest = Math.max(highest, Math.abs(peaks.values()[i]));
    }
    return highest == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.rint(200 * Math.log10(highest / FULL_SCALE)) / 10 + 0.0); // no -0
  }

  private void add(Instant start, Levels.Windows windows, Peaks peaks) {
    if (end.filter(it -> Duration.between(it, start).abs().compareTo(TOGETHER) <= 0).isEmpty()) {
      settle();
    }
    List<Section> kept = find(windows, settings);
    List<Section> all = find(windows, new SectionSettings(settings.margin(), settings.minGap(), 0));
    for (int i = 0; i < all.size(); i++) {
      Section section = all.get(i);
      boolean stays = kept.contains(section);
      boolean first = i == 0 && section.start() <= settings.minGap();
      boolean last = i == all.size() - 1 && reaches(section, windows);
      take(timed(start, section, peaks.of(section)), stays, first, last);
    }
    end = Optional.of(start.plus(duration(windows.duration())));
  }

  private static List<Section> find(Levels.Windows windows, SectionSettings settings) {
    return SectionFinder.find(windows.levels(), windows.window(), windows.duration(), settings);
  }

  /** Whether quiet behind it is shorter than what ends a section. */
  private boolean reaches(Section section, Levels.Windows windows) {
    return windows.duration() - section.end() <= settings.minGap();
  }

  private void take(TimedSection section, boolean stays, boolean first, boolean last) {
    Pending now = new Pending(section, stays);
    if (first && pending.isPresent() && isNear(pending.get().section(), section)) {
      now = joined(pending.get(), section);
      pending = Optional.empty();
    }
    settle();
    pending = Optional.of(now);
    if (!last) {
      settle();
    }
  }

  private boolean isNear(TimedSection before, TimedSection section) {
    return seconds(Duration.between(before.to(), section.from())) <= settings.minGap();
  }

  private Pending joined(Pending before, TimedSection section) {
    TimedSection joined =
        new TimedSection(
            before.section().from(),
            section.to(),
            Math.max(before.section().score(), section.score()),
            before.section().noise(),
            higher(before.section().peak(), section.peak()));
    return new Pending(joined, seconds(joined.length()) >= settings.minDuration() - TOLERANCE);
  }

  private static OptionalDouble higher(OptionalDouble one, OptionalDouble other) {
    return DoubleStream.concat(one.stream(), other.stream()).max();
  }

  /** Nothing that follows belongs to it. */
  private void settle() {
    pending.filter(Pending::kept).map(Pending::section).ifPresent(done::add);
    pending = Optional.empty();
  }

  /** All sections of what was added, in order of time. */
  public List<TimedSection> sections() {
    settle();
    return List.copyOf(done);
  }

  private static TimedSection timed(Instant start, Section section, OptionalDouble peak) {
    return new TimedSection(
        start.plus(duration(section.start())),
        start.plus(duration(section.end())),
        section.score(),
        section.noise(),
        peak);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
