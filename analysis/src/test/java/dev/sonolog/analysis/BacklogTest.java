package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.SegmentKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogTest {
  @TempDir private Path folder = Path.of("");
  @TempDir private Path state = Path.of("");
  private Instant now = StoredRecordings.START.plus(Duration.ofHours(1));

  private LevelStore store() {
    return new LevelStore(state);
  }

  private Backlog backlog(StoredRecordings recordings, String... sources) {
    Backlog backlog =
        new Backlog(
            recordings.view(),
            store(),
            () -> Duration.between(StoredRecordings.START, now).toNanos());
    backlog.apply(List.of(sources));
    recordings.listen(backlog::noticed);
    return backlog;
  }

  private static StoredRecordings threeOf(Path folder, String source) throws IOException {
    StoredRecordings recordings = StoredRecordings.in(folder);
    recordings.begin(source);
    for (int number = 0; number < 3; number++) {
      recordings.open(source, number);
      recordings.seal(source, number);
    }
    return recordings;
  }

  private void measured(Backlog backlog, MeasuringTask task) throws IOException {
    store().put(task.segment(), LevelFileTest.data(48_000, 2));
    backlog.ended(task, Optional.empty());
  }

  private static Lag lag(int recordings, int unmeasurable) {
    return new Lag(
        recordings, StoredRecordings.LENGTH.multipliedBy(recordings), unmeasurable, true);
  }

  @Test
  void whatIsNotMeasuredComesTheNewestFirstAndOnce() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      store().put(recordings.segment("card", 1), LevelFileTest.data(48_000, 2));
      Backlog backlog = backlog(recordings, "card");
      MeasuringTask newest = backlog.next().orElseThrow();
      assertThat(newest).isEqualTo(MeasuringTask.levels(recordings.segment("card", 2)));
      assertThat(backlog.next()).contains(MeasuringTask.levels(recordings.segment("card", 0)));
      assertThat(backlog.next()).isEmpty();
      assertThat(backlog.lag("card")).contains(lag(2, 0));
      measured(backlog, newest);
      assertThat(backlog.lag("card")).contains(lag(1, 0));
    }
  }

  @Test
  void whatIsFinishedLaterIsFoundAndWhatIsBeingRecordedIsNot() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "card");
      for (int number = 2; number >= 0; number--) {
        measured(backlog, backlog.next().orElseThrow());
      }
      recordings.open("card", 3);
      assertThat(backlog.next()).isEmpty();
      recordings.seal("card", 3);
      assertThat(backlog.next().orElseThrow().segment().number()).isEqualTo(3);
    }
  }

  @Test
  void whatIsPutInWithAnOldDateIsFoundToo() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "card");
      for (int number = 2; number >= 0; number--) {
        measured(backlog, backlog.next().orElseThrow());
      }
      recordings.putIn("card", Instant.parse("1999-12-31T00:00:00Z"));
      MeasuringTask task = backlog.next().orElseThrow();
      assertThat(task.segment().start()).isEqualTo(Instant.parse("1999-12-31T00:00:00Z"));
      assertThat(backlog.next()).isEmpty();
    }
  }

  @Test
  void onlyTheSourcesThatAreToBeMeasuredAre() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "other");
      assertThat(backlog.next()).isEmpty();
      assertThat(backlog.lag("card")).isEmpty();
      assertThat(backlog.lag("other")).contains(lag(0, 0));
      backlog.apply(List.of("card"));
      assertThat(backlog.next()).isPresent();
      assertThat(backlog.lag("other")).isEmpty();
    }
  }

  @Test
  void whatCannotBeMeasuredIsTriedTwiceAndCounted() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "card");
      MeasuringTask task = backlog.next().orElseThrow();
      fail(backlog, task);
      assertThat(backlog.next()).contains(task);
      fail(backlog, task);
      assertThat(backlog.next().orElseThrow().segment().number()).isEqualTo(1);
      assertThat(backlog.lag("card")).contains(lag(2, 1));
      Backlog later = backlog(recordings, "card");
      assertThat(later.next().orElseThrow().segment().number()).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeMeasuredIsTriedAgainWhenThatIsForgotten() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "card");
      MeasuringTask task = backlog.next().orElseThrow();
      fail(backlog, task);
      fail(backlog, backlog.next().orElseThrow());
      Failures failures = new Failures(store(), recordings.view());
      assertThat(failures.forget(List.of("other"))).isEmpty();
      assertThat(backlog.lag("card")).contains(lag(2, 1));
      List<SegmentKey> forgotten = failures.forget(List.of("card"));
      assertThat(forgotten).containsExactly(task.segment().key());
      backlog.retry(forgotten);
      assertThat(backlog.lag("card")).contains(lag(3, 0));
      assertThat(backlog.next()).contains(task);
      fail(backlog, task);
      assertThat(backlog.next()).as("its second try").contains(task);
    }
  }

  private void fail(Backlog backlog, MeasuringTask task) throws IOException {
    store().fail(task.segment(), LevelStore.Kind.LEVELS, "broken");
    backlog.ended(task, Optional.of(new UnmeasurableException("broken")));
  }

  @Test
  void whatWasCancelledWaitsForTheNextDay() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "card");
      MeasuringTask task = backlog.next().orElseThrow();
      backlog.ended(task, Optional.of(new CancellationException()));
      assertThat(backlog.next().orElseThrow().segment().number()).isEqualTo(1);
      assertThat(backlog.lag("card")).contains(lag(3, 0));
      now = now.plus(Duration.ofDays(1));
      assertThat(backlog.next()).contains(task);
    }
  }

  @Test
  void whatWentAwayOrWasMeasuredMeanwhileIsPassedOver() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "card");
      backlog.ended(backlog.next().orElseThrow(), Optional.of(new NoSuchFileException("moved")));
      recordings.delete("card", 1);
      MeasuringTask last = backlog.next().orElseThrow();
      assertThat(last.segment().number()).isZero();
      assertThat(backlog.next()).isEmpty();
    }
  }

  @Test
  void whatFailsByNoFaultOfItsOwnIsPutOffAfterThreeTries() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "card");
      for (int tries = 0; tries < 3; tries++) {
        MeasuringTask task = backlog.next().orElseThrow();
        assertThat(task.segment().number()).isEqualTo(2);
        backlog.ended(task, Optional.of(new IOException("input/output error")));
        now = now.plus(Duration.ofMinutes(10));
      }
      assertThat(backlog.next().orElseThrow().segment().number()).isEqualTo(1);
      assertThat(backlog.lag("card")).contains(lag(3, 0));
    }
  }

  @Test
  void whenNothingCanBeMeasuredItWaitsLongerAndLonger() throws IOException {
    try (StoredRecordings recordings = threeOf(folder, "card")) {
      Backlog backlog = backlog(recordings, "card");
      backlog.ended(backlog.next().orElseThrow(), Optional.of(new IOException("no worker")));
      now = now.plusSeconds(59);
      assertThat(backlog.next()).isEmpty();
      now = now.plusSeconds(1);
      backlog.ended(backlog.next().orElseThrow(), Optional.of(new IOException("no worker")));
      now = now.plusSeconds(119);
      assertThat(backlog.next()).isEmpty();
      now = now.plusSeconds(1);
      measured(backlog, backlog.next().orElseThrow());
      assertThat(backlog.lag("card")).contains(lag(2, 0));
    }
  }
}
