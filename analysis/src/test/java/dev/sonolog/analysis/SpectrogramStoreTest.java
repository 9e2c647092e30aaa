package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.measure.FrequencyScale;
import dev.sonolog.measure.SpectrogramSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpectrogramStoreTest {
  private static final SampleRate RATE = new SampleRate(48_000);
  private static final StoredSegment SEGMENT = Segments.sealed(Path.of("/x/a.flac"), "one");
  private static final SpectrogramSettings SETTINGS =
      SpectrogramSettings.usual(100, 50, FrequencyScale.LOGARITHMIC);

  /** Noise does not shrink: each takes a little more than this. */
  private static final int EACH = 5_000;

  @TempDir private Path state = Path.of("");

  static SpectrogramSpan span(StoredSegment segment, long from) {
    AudioFormat format = new AudioFormat(Codec.FLAC, RATE, 2);
    return new SpectrogramSpan(new Recording(segment, format), from, from + 10, 48_000L * 60);
  }

  static SpectrogramData data(long seed) {
    byte[] cells = new byte[EACH];
    new Random(seed).nextBytes(cells);
    return new SpectrogramData(RATE, SETTINGS, cells);
  }

  private SpectrogramStore store() {
    return new SpectrogramStore(state, 4 * EACH);
  }

  @Test
  void itIsFoundUntilTheFileIsAnother() throws IOException {
    store().put(span(SEGMENT, 0), data(1));
    SpectrogramData found = store().find(span(SEGMENT, 0), SETTINGS).orElseThrow();
    assertThat(found.cells()).isEqualTo(data(1).cells());
    assertThat(found.rate()).isEqualTo(RATE);
    assertThat(store().find(span(SEGMENT, 1), SETTINGS)).isEmpty();
    SpectrogramSettings linear = SpectrogramSettings.usual(100, 50, FrequencyScale.LINEAR);
    assertThat(store().find(span(SEGMENT, 0), linear)).isEmpty();
    SpectrogramSettings louder =
        new SpectrogramSettings(100, 50, FrequencyScale.LOGARITHMIC, -90, 0);
    assertThat(store().find(span(SEGMENT, 0), louder)).isEmpty();
    StoredSegment replaced = Segments.sealed(SEGMENT.file(), "two");
    assertThat(store().find(span(replaced, 0), SETTINGS)).isEmpty();
  }

  @Test
  void ofWhatIsBeingRecordedNothingIsKept() throws IOException {
    StoredSegment growing = Segments.growing(Path.of("/x/b.flac"));
    store().put(span(growing, 0), data(1));
    assertThat(store().find(span(growing, 0), SETTINGS)).isEmpty();
    assertThat(state.resolve("levels")).doesNotExist();
  }

  @Test
  void whatNobodyAskedForTheLongestIsDropped() throws IOException {
    SpectrogramStore store = store();
    for (int i = 0; i < 3; i++) {
      store.put(span(SEGMENT, i), data(i));
    }
    assertThat(store.find(span(SEGMENT, 0), SETTINGS)).isPresent();
    store.put(span(SEGMENT, 3), data(3));
    assertThat(store.find(span(SEGMENT, 1), SETTINGS)).isEmpty();
    for (int kept : new int[] {0, 2, 3}) {
      assertThat(store.find(span(SEGMENT, kept), SETTINGS)).as("" + kept).isPresent();
    }
    store.put(span(SEGMENT, 3), data(4)); // in its own place
    assertThat(store.find(span(SEGMENT, 0), SETTINGS)).isPresent();
  }

  /** Whoever comes next counts what the one before left. */
  @Test
  void theBoundHoldsAcrossProcesses() throws IOException {
    for (int i = 0; i < 3; i++) {
      store().put(span(SEGMENT, i), data(i));
      Path file = state.resolve("levels/run-1/0." + i + "-" + (i + 10) + "-100x50-log.spectrogram");
      Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 - i)));
    }
    store().put(span(SEGMENT, 3), data(3));
    assertThat(store().find(span(SEGMENT, 2), SETTINGS)).isEmpty();
    for (int kept : new int[] {0, 1, 3}) {
      assertThat(store().find(span(SEGMENT, kept), SETTINGS)).as("" + kept).isPresent();
    }
  }

  @Test
  void whatRottedIsNotShown() throws IOException {
    store().put(span(SEGMENT, 0), data(1));
    Path file = state.resolve("levels/run-1/0.0-10-100x50-log.spectrogram");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i += 13) {
      byte[] rotten = bytes.clone();
      rotten[i] ^= 0x10;
      Files.write(file, rotten);
      assertThat(store().find(span(SEGMENT, 0), SETTINGS)).as("byte " + i).isEmpty();
    }
    Files.write(file, bytes);
    assertThat(store().find(span(SEGMENT, 0), SETTINGS)).isPresent();
  }
}
