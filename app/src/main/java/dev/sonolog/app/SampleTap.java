package dev.sonolog.app;

import dev.sonolog.analysis.GrowingLevels;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.recording.SegmentTap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Measures samples on their way to the file, for the analysis of a source. Packets of streams pass:
 * they are decoded when their file is finished. Owned by the source's thread.
 */
final class SampleTap implements SegmentTap {
  private static final Logger LOG = System.getLogger(SampleTap.class.getName());

  private final GrowingLevels levels;
  private final BooleanSupplier wanted;
  private Optional<GrowingLevels.Growing> segment = Optional.empty();

  /**
   * @param wanted whether segments that begin now are measured
   */
  SampleTap(GrowingLevels levels, BooleanSupplier wanted) {
    this.levels = levels;
    this.wanted = wanted;
  }

  @Override
  public void begun(SegmentTags tags, TrackHeader track) {
    segment = Optional.empty();
    if (wanted.getAsBoolean() && track.setup() instanceof PcmSetup setup) {
      SegmentKey key = new SegmentKey(tags.run(), tags.number());
      guarded(() -> segment = Optional.of(levels.begin(key, track.format(), setup.sampleFormat())));
    }
  }

  @Override
  public void stored(Packet packet) {
    if (segment.isPresent() && packet instanceof PcmBlock block) {
      guarded(() -> segment.get().add(block));
    }
  }

  /** A recording does not end for what is measured of it. */
  private void guarded(Runnable measuring) {
    try {
      measuring.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(Level.ERROR, "What is recorded is not measured on its way", e);
      Optional<GrowingLevels.Growing> left = segment;
      segment = Optional.empty();
      left.ifPresent(it -> it.end(false));
    }
  }

  @Override
  public void ended(boolean whole) {
    guarded(() -> segment.ifPresent(it -> it.end(whole)));
    segment = Optional.empty();
  }
}
