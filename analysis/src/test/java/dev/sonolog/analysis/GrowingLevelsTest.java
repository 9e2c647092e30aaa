package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowingLevelsTest {
  private static final int RATE = 48_000;
  private static final int CHANNELS = 2;

  /** Of a recording as {@link Segments} makes it. */
  private static final int FRAMES = 60 * RATE;

  /** What a minute counts for, in bytes. */
  private static final long MINUTE = 2 * (FRAMES / 256 * 4 * CHANNELS + FRAMES / 4_800 * 8);

  private static final AudioFormat FORMAT =
      new AudioFormat(Codec.PCM, new SampleRate(RATE), CHANNELS);
  private static final StoredSegment SEALED = Segments.sealed(Path.of("/x/a.wav"), "digest");
  private static final StoredSegment GROWING = Segments.growing(Path.of("/x/a.wav"), 0);

  private final GrowingLevels levels = new GrowingLevels();
  private final Noise noise = Noise.of(new Random(1), RATE, CHANNELS, FRAMES);

  private GrowingLevels.Growing begin() {
    return levels.begin(SEALED.key(), FORMAT, SampleFormat.S16);
  }

  private PcmBlock block(int from, int to) {
    short[] samples = noise.part(from, to).samples();
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return new PcmBlock(bytes.array(), to - from, 2L * CHANNELS * to);
  }

  private static void assertSame(LevelData actual, LevelData expected) {
    assertThat(actual.windows()).isEqualTo(expected.windows());
    assertThat(actual.peaks().values()).isEqualTo(expected.peaks().values());
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void atEachMomentTheyAreThoseOfWhatCameAndAtTheEndOfAll() {
    GrowingLevels.Growing growing = begin();
    assertThat(levels.of(GROWING)).isEmpty();
    int done = 0;
    for (int size = 1; done < FRAMES; size = 1 + 7 * size % 9_973) {
      int to = Math.min(FRAMES, done + size);
      growing.add(block(done, to));
      done = to;
      if (size < 500) {
        assertSame(levels.of(GROWING).orElseThrow(), noise.part(0, done).measured());
      }
    }
    growing.end(true);
    assertThat(levels.of(GROWING)).isEmpty();
    assertSame(levels.of(SEALED).orElseThrow(), noise.measured());
    assertThat(levels.of(SEALED)).isEmpty();
  }

  @Test
  void whatWasNotSealedAsItCameIsMeasuredFromItsFile() {
    GrowingLevels.Growing broken = begin();
    broken.add(block(0, FRAMES));
    broken.end(false);
    assertThat(levels.of(SEALED)).isEmpty();
    GrowingLevels.Growing shorter = begin();
    shorter.add(block(0, FRAMES - 1));
    shorter.end(true);
    assertThat(levels.of(SEALED)).isEmpty();
  }

  @Test
  void whatIsTooLongIsMeasuredFromItsFile() {
    GrowingLevels small = new GrowingLevels(2 * MINUTE);
    GrowingLevels.Growing growing = small.begin(SEALED.key(), FORMAT, SampleFormat.S16);
    PcmBlock minute = block(0, FRAMES);
    growing.add(minute);
    assertThat(small.of(GROWING)).isPresent();
    growing.add(minute);
    growing.add(minute);
    assertThat(small.of(GROWING)).isEmpty();
    growing.end(true);
    assertThat(small.of(SEALED)).isEmpty();
    GrowingLevels.Growing next = small.begin(SEALED.key(), FORMAT, SampleFormat.S16);
    next.add(minute);
    next.end(true);
    assertThat(small.of(SEALED)).isPresent();
  }

  @Test
  void whatNobodyAsksForIsForgottenTheOldestFirst() {
    GrowingLevels small = new GrowingLevels(3 * MINUTE);
    GrowingLevels.Growing first = small.begin(SEALED.key(), FORMAT, SampleFormat.S16);
    PcmBlock minute = block(0, FRAMES);
    first.add(minute);
    first.end(true);
    for (int number = 1; number <= 3; number++) {
      GrowingLevels.Growing next =
          small.begin(new SegmentKey("another", number), FORMAT, SampleFormat.S16);
      next.add(minute);
      next.end(true);
    }
    assertThat(small.of(SEALED)).isEmpty();
  }
}
