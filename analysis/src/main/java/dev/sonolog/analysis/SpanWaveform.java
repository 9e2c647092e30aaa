package dev.sonolog.analysis;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.Slice;
import dev.sonolog.archive.excerpt.Stretch;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.TargetKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts a span together into its waveform, from what a plan says that there is. One thread. */
public final class SpanWaveform {
  private final ExcerptPlan plan;
  private final WaveformSlice slice;

  /**
   * Refuses at once what would be too large when all is measured.
   *
   * @param plan of something that was recorded
   * @param zoom samples per pixel
   * @throws WaveformRefusedException if there would be too many pixels
   */
  public SpanWaveform(ExcerptPlan plan, int zoom) throws WaveformRefusedException {
    this.plan = plan;
    this.slice = new WaveformSlice(plan.from(), plan.to(), zoom);
    slice.pixels(rate(plan));
  }

  private static SampleRate rate(ExcerptPlan plan) {
    return plan.stretches().getFirst().run().format().rate();
  }

  /** How many samples per pixel make a span so wide, or a little less. */
  public static int zoom(ExcerptPlan plan, int pixels) {
    long samples = rate(plan).samples(Duration.between(plan.from(), plan.to()));
    return Math.clamp(Math.ceilDiv(samples, (long) pixels), 1, Integer.MAX_VALUE);
  }

  /** Whether the samples themselves are needed, for level data are too coarse. */
  public boolean isFine() {
    return slice.isFine();
  }

  /** What is to be measured, if level data will do. */
  public List<StoredSegment> segments() {
    return plan.stretches().stream()
        .flatMap(stretch -> stretch.slices().stream())
        .map(Slice::segment)
        .distinct()
        .toList();
  }

  /** Adds what was measured of a segment. */
  public void add(StoredSegment segment, LevelData data) throws WaveformRefusedException {
    for (Stretch stretch : plan.stretches()) {
      SampleRate counted = stretch.run().format().rate();
      for (Slice part : stretch.slices()) {
        if (part.segment().equals(segment)) {
          slice.add(part, counted, data);
        }
      }
    }
  }

  /** Into what the span is decoded where the samples are needed. */
  public Coding decoding() {
    boolean exact = plan.stretches().getFirst().run().format().codec().isLossless();
    return new Coding(
        TargetKind.WAV,
        exact ? Optional.empty() : Optional.of(SampleFormat.FLOAT),
        OptionalInt.empty());
  }

  /** Adds a file that was decoded. */
  public void add(CodedSpan.Made made) throws IOException {
    Instant start = made.parts().from();
    List<Slice> slices =
        plan.stretches().stream()
            .filter(it -> it.to().isAfter(start))
            .findFirst()
            .map(Stretch::slices)
            .orElse(List.of())
            .stream()
            .map(it -> it.within(start, it.end()))
            .filter(it -> it.first() < it.last())
            .toList();
    SampleRate counted = made.parts().sources().getFirst().format().rate();
    slice.addSamples(made.file(), slices, counted, "what began at " + start);
  }

  /** The waveform; none if nothing was added. To be called once, at the end. */
  public Optional<Waveform> waveform() {
    return slice.waveform();
  }
}
