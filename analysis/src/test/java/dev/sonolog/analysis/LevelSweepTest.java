package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelSweepTest {
  @TempDir private Path folder = Path.of("");
  @TempDir private Path state = Path.of("");

  private Instant now = Instant.now();

  @Test
  void levelDataGoWithTheirRecordingAndNoSooner() throws IOException {
    try (StoredRecordings recordings = StoredRecordings.in(folder)) {
      LevelStore store = new LevelStore(state);
      recordings.begin("card");
      for (int number = 0; number < 2; number++) {
        recordings.open("card", number);
        recordings.seal("card", number);
        store.put(recordings.segment("card", number), LevelFileTest.data(48_000, 2));
      }
      StoredSegment gone = recordings.segment("card", 0);
      StoredSegment kept = recordings.segment("card", 1);
      LevelSweep sweep = new LevelSweep(recordings.view(), state, () -> now);
      assertThat(sweep.run()).isZero();
      recordings.delete("card", 0);
      assertThat(sweep.run()).isOne();
      assertThat(store.find(gone)).isEmpty();
      assertThat(store.find(kept)).isPresent();
      recordings.delete("card", 1);
      assertThat(sweep.run()).isOne();
      assertThat(state.resolve(LevelStore.FOLDER)).isEmptyDirectory();
    }
  }

  @Test
  void spectrogramsGoWithTheirRecordingToo() throws IOException {
    try (StoredRecordings recordings = StoredRecordings.in(folder)) {
      SpectrogramStore store = new SpectrogramStore(state, 1 << 20);
      recordings.begin("card");
      recordings.open("card", 0);
      recordings.seal("card", 0);
      StoredSegment segment = recordings.segment("card", 0);
      for (int from = 0; from < 3; from++) {
        store.put(SpectrogramStoreTest.span(segment, from), SpectrogramStoreTest.data(from));
      }
      LevelSweep sweep = new LevelSweep(recordings.view(), state, () -> now);
      assertThat(sweep.run()).isZero();
      recordings.delete("card", 0);
      assertThat(sweep.run()).isEqualTo(3);
      assertThat(state.resolve(LevelStore.FOLDER)).isEmptyDirectory();
    }
  }

  @Test
  void whatIsBeingWrittenAndWhatIsNoneOfItsStays() throws IOException {
    try (StoredRecordings recordings = StoredRecordings.in(folder)) {
      LevelSweep sweep = new LevelSweep(recordings.view(), state, () -> now);
      assertThat(sweep.run()).isZero();
      Path run = Files.createDirectories(state.resolve(LevelStore.FOLDER).resolve("a run"));
      Path unfinished = Files.createFile(run.resolve("new1.tmp"));
      Path unknown = Files.createFile(run.resolve("3.failed"));
      assertThat(sweep.run()).isZero();
      now = now.plus(Duration.ofDays(2));
      assertThat(sweep.run()).isOne();
      assertThat(unfinished).doesNotExist();
      assertThat(unknown).exists();
    }
  }
}
