package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.LevelData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelStoreTest {
  private static final StoredSegment SEGMENT = Segments.sealed(Path.of("/x/a.flac"), "one");

  @TempDir private Path state = Path.of("");
  private LevelStore store = new LevelStore(Path.of(""));

  @BeforeEach
  void open() {
    store = new LevelStore(state);
  }

  @Test
  void levelDataAreKeptUntilTheFileIsAnother() throws IOException {
    LevelData data = LevelFileTest.data(48_000, 2);
    assertThat(store.find(SEGMENT)).isEmpty();
    store.put(SEGMENT, data);
    assertThat(store.find(SEGMENT).orElseThrow().windows()).isEqualTo(data.windows());
    assertThat(store.findWindows(SEGMENT).orElseThrow().windows()).isEqualTo(data.windows());
    StoredSegment replaced = Segments.sealed(SEGMENT.file(), "two");
    assertThat(store.find(replaced)).isEmpty();
    assertThat(store.findWindows(replaced)).isEmpty();
  }

  @Test
  void ofWhatIsBeingRecordedNothingIsKept() throws IOException {
    StoredSegment growing = Segments.growing(Path.of("/x/b.flac"));
    store.put(growing, LevelFileTest.data(48_000, 2));
    store.fail(growing, LevelStore.Kind.LEVELS, "too short");
    assertThat(store.find(growing)).isEmpty();
    assertThat(store.failure(growing)).isEmpty();
  }

  @Test
  void whatFailsIsCountedUntilItSucceedsOrTheFileIsAnother() throws IOException {
    store.fail(SEGMENT, LevelStore.Kind.LEVELS, "broken\nin two lines");
    store.fail(SEGMENT, LevelStore.Kind.LEVELS, "still broken");
    assertThat(store.failure(SEGMENT)).contains(new LevelStore.Failure("still broken", 2));
    assertThat(store.failure(Segments.sealed(SEGMENT.file(), "two"))).isEmpty();
    store.put(SEGMENT, LevelFileTest.data(4_800, 1));
    assertThat(store.failure(SEGMENT)).isEmpty();
  }

  @Test
  void aSummaryFailsByItself() throws IOException {
    store.fail(SEGMENT, LevelStore.Kind.SUMMARY, "took too long");
    assertThat(store.failure(SEGMENT)).isEmpty();
    store.put(SEGMENT, LevelFileTest.data(4_800, 1));
    assertThat(store.failure(SEGMENT, LevelStore.Kind.SUMMARY))
        .contains(new LevelStore.Failure("took too long", 1));
  }

  @Test
  void whateverFailedIsForgottenTogether() throws IOException {
    assertThat(store.failed()).isEmpty();
    for (LevelStore.Kind kind : LevelStore.Kind.values()) {
      store.fail(SEGMENT, kind, "broken");
    }
    assertThat(store.failed()).containsExactly(SEGMENT.key());
    store.forgetFailures(SEGMENT.key());
    assertThat(store.failed()).isEmpty();
    for (LevelStore.Kind kind : LevelStore.Kind.values()) {
      assertThat(store.failure(SEGMENT, kind)).isEmpty();
    }
  }

  @Test
  void aFileThatRottedIsNoLevelData() throws IOException {
    store.put(SEGMENT, LevelFileTest.data(48_000, 2));
    Path file = state.resolve("levels/run-1/0.levels");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(store.find(SEGMENT)).isEmpty();
  }
}
