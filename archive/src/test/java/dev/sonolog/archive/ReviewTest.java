package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks, notes and what was reviewed, in an archive of two recordings of a second each. */
final class ReviewTest {
  private static final TimeSpan MINUTE = span(0, 60);

  @TempDir Path root;
  private Archive archive;
  private Path state;
  private AuditLog audit;

  @BeforeEach
  void record() throws Exception {
    archive = Scene.open(root);
    state = root.resolve(".sonolog");
    audit = new AuditLog(state);
    for (int number = 0; number < 2; number++) {
      Scene.record(
          archive,
          root,
          "radio/" + number + ".mp3",
          Scene.tags("radio", "run", number, 48_000L * number, at(number), Optional.empty()),
          100);
    }
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
  }

  @AfterEach
  void close() {
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  private static Instant at(long second) {
    return Scene.NOON.plusSeconds(second);
  }

  private static TimeSpan span(long from, long to) {
    return new TimeSpan(at(from), at(to));
  }

  private StoredSegment segment(int number) throws Exception {
    return archive.view().segment("run", number).orElseThrow();
  }

  private static Mark.Content content(long from, String label) {
    return new Mark.Content(at(from), Optional.empty(), label);
  }

  // --- marks

  @Test
  void marksAreFoundByTheirTimes() throws Exception {
    Marks marks = new Marks(state);
    assertThat(marks.in("radio", MINUTE, 10)).isEmpty();
    Mark instant = marks.add("radio", content(10, "jingle"), "ada");
    Mark song = marks.add("radio", new Mark.Content(at(5), Optional.of(at(20)), "song"), "ben");
    marks.add("other", content(10, ""), "ada");

    assertThat(marks.in("radio", MINUTE, 10)).containsExactly(song, instant);
    assertThat(marks.in("radio", MINUTE, 1)).containsExactly(song);
    assertThat(marks.in("radio", span(10, 11), 10)).containsExactly(song, instant);
    assertThat(marks.in("radio", span(11, 12), 10)).containsExactly(song);
    assertThat(marks.in("radio", span(20, 21), 10)).isEmpty();
    assertThat(marks.in("radio", span(0, 5), 10)).isEmpty();
    assertThat(new Marks(state).in("radio", span(10, 11), 10)).hasSize(2);
  }

  @Test
  void theLongestMarkIsFoundAtItsEnd() throws Exception {
    Instant end = at(0).plus(Mark.Content.LONGEST);
    Mark mark = new Marks(state).add("radio", new Mark.Content(at(0), Optional.of(end), ""), "ada");
    TimeSpan last = new TimeSpan(end.minusNanos(1), end);
    assertThat(new Marks(state).in("radio", last, 10)).containsExactly(mark);
    assertThat(new Marks(state).in("radio", new TimeSpan(end, end.plusNanos(1)), 10)).isEmpty();
    assertThatThrownBy(() -> new Mark.Content(at(0), Optional.of(end.plusNanos(1)), ""))
        .hasMessageContaining("31 days");
  }

  @Test
  void aMarkIsChangedAndDeletedAndTheAuditLogSaysWhatItWas() throws Exception {
    Marks marks = new Marks(state);
    long first = marks.add("radio", content(10, "jingel"), "ada").id();

    Marks.Change change =
        marks
            .change(first, was -> new Mark.Content(was.from(), was.to(), "jingle"), "ben")
            .orElseThrow();
    assertThat(change.before().content().label()).isEqualTo("jingel");
    assertThat(marks.in("radio", MINUTE, 10)).containsExactly(change.after());
    assertThatThrownBy(
            () ->
                marks.change(
                    first, was -> new Mark.Content(was.from(), Optional.of(at(9)), "x"), "ben"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(marks.in("radio", MINUTE, 10)).containsExactly(change.after());

    assertThat(marks.delete(first, "carol", audit)).contains(change.after());
    assertThat(marks.delete(first, "carol", audit)).isEmpty();
    assertThat(marks.change(first, was -> was, "ben")).isEmpty();
    assertThat(marks.add("radio", content(11, ""), "ada").id()).isGreaterThan(first);
    assertThat(audited()).containsExactly("UNMARK carol radio jingle by ben");
  }

  private List<String> audited() throws Exception {
    List<String> lines = new ArrayList<>();
    audit.forEachReview(
        it ->
            lines.add(
                String.join(
                    " ", it.action().name(), it.by(), it.source(), it.text(), "by", it.writer())));
    return lines;
  }

  // --- notes

  private Notes notes() {
    return new Notes(state, archive.view());
  }

  private Notes.Outcome write(int number, String text, long version) throws Exception {
    return notes().write(segment(number), text, version, "ada", audit);
  }

  @Test
  void whoDidNotSeeTheLastTextOverwritesNothing() throws Exception {
    assertThat(notes().find(segment(0))).isEmpty();
    assertThat(write(0, "one", 0).written()).isTrue();
    Notes.Outcome late = write(0, "other", 0);
    assertThat(late.written()).isFalse();
    assertThat(late.note().map(Note::text)).contains("one");
    assertThat(write(0, "one and other", 1).note().map(Note::version)).contains(2L);
    assertThat(write(0, "one and other", 2).note().map(Note::version)).contains(2L);
    assertThat(notes().find(segment(1))).isEmpty();
  }

  @Test
  void aVersionNeverComesBackAfterTheNoteWasTakenAway() throws Exception {
    write(0, "one", 0);
    assertThat(write(0, "", 1).note().map(Note::text)).contains("");
    assertThat(write(0, "two", 0).written()).isFalse();
    assertThat(write(0, "two", 1).written()).isFalse();
    assertThat(write(0, "two", 2).note().map(Note::version)).contains(3L);
    assertThat(audited()).containsExactly("UNNOTE ada radio one by ada");
    assertThat(write(1, "", 0).note()).isEmpty();
  }

  @Test
  void oneOfManyWhoWriteAtOnceWins() throws Exception {
    List<Callable<Notes.Outcome>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String text = "text " + i;
      writers.add(() -> write(0, text, 0));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      int written = 0;
      for (Future<Notes.Outcome> each : threads.invokeAll(writers)) {
        written += each.get().written() ? 1 : 0;
      }
      assertThat(written).isEqualTo(1);
    }
    assertThat(notes().find(segment(0)).map(Note::version)).contains(1L);
  }

  @Test
  void aNoteIsFoundWhenANewCatalogueKnowsTheFileByAnotherName() throws Exception {
    StoredSegment now = segment(0);
    StoredSegment before = called(now, "file-before", now.start());
    notes().write(before, "kept", 0, "ada", audit);

    assertThat(notes().find(now).map(Note::text)).contains("kept");
    assertThat(notes().find(called(now, "x", now.start().plusNanos(1)))).isEmpty();
    assertThat(notes().write(now, "kept and more", 1, "ben", audit).written()).isTrue();
    assertThat(notes().find(now).map(Note::text)).contains("kept and more");
    assertThat(notes().find(called(now, "copy", now.start())).map(Note::version)).contains(2L);
  }

  @Test
  void aNoteOnARecordingThatIsThereIsNoOthersNote() throws Exception {
    write(0, "of the first", 0);
    StoredSegment first = segment(0);
    assertThat(notes().find(called(first, "copy", first.start()))).isEmpty();
  }

  private static StoredSegment called(StoredSegment segment, String run, Instant start) {
    return new StoredSegment(
        run,
        segment.number(),
        segment.source(),
        segment.file(),
        segment.firstSample(),
        start,
        segment.startFrom(),
        segment.state(),
        segment.content(),
        segment.removal());
  }

  // --- what was reviewed

  @Test
  void whatIsReviewedIsMergedAndSplitForEachUserAlone() throws Exception {
    Reviewed reviewed = new Reviewed(state);
    assertThat(reviewed.in("ada", "radio", MINUTE).spans()).isEmpty();
    reviewed.add("ada", "radio", span(0, 10));
    reviewed.add("ada", "radio", span(20, 30));
    reviewed.add("ada", "radio", span(10, 20));
    reviewed.add("ada", "radio", span(10, 20));
    reviewed.add("ben", "radio", span(5, 6));
    reviewed.add("ada", "other", span(40, 50));
    assertThat(reviewed.in("ada", "radio", MINUTE).spans()).containsExactly(span(0, 30));

    reviewed.remove("ada", "radio", span(5, 8));
    reviewed.remove("ada", "radio", span(5, 8));
    assertThat(reviewed.in("ada", "radio", MINUTE).spans())
        .containsExactly(span(0, 5), span(8, 30));
    assertThat(reviewed.in("ada", "radio", span(4, 9)).spans())
        .containsExactly(span(4, 5), span(8, 9));
    assertThat(reviewed.in("ben", "radio", MINUTE).spans()).containsExactly(span(5, 6));
    reviewed.remove("ada", "radio", MINUTE);
    assertThat(reviewed.in("ada", "radio", MINUTE).spans()).isEmpty();
  }

  @Test
  void spansThatManySayAtOnceAreAllKept() throws Exception {
    List<Callable<Boolean>> listeners = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      TimeSpan span = span(i, i + 1);
      listeners.add(
          () -> {
            new Reviewed(state).add("ada", "radio", span);
            return true;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> each : threads.invokeAll(listeners)) {
        assertThat(each.get()).isTrue();
      }
    }
    assertThat(new Reviewed(state).in("ada", "radio", MINUTE).length())
        .isEqualTo(Duration.ofSeconds(24));
  }

  // --- the file

  @Test
  void pinsOfAnOlderVersionStayWhenMarksAreMade() throws Exception {
    String url = "jdbc:sqlite:" + state.resolve(Review.FILE);
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:dev/sonolog/archive/review")
        .target("2")
        .load()
        .migrate();
    try (Handle handle = Jdbi.create(url).open()) {
      handle.execute("insert into pins values ('run', 0, 5, 'ada', 'why')");
    }
    Marks marks = new Marks(state);
    assertThat(marks.in("radio", MINUTE, 10)).isEmpty();
    Mark mark = marks.add("radio", content(1, "first"), "ada");
    assertThat(marks.in("radio", MINUTE, 10)).containsExactly(mark);
    assertThat(new Review(state).pins()).containsOnlyKeys(new SegmentKey("run", 0));
  }

  @Test
  void whatCannotBeReadIsToldWithItsName() throws Exception {
    Files.write(state.resolve(Review.FILE), "no database".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> new Marks(state).in("radio", MINUTE, 10))
        .hasMessageContaining("review.db cannot be read");
    assertThatThrownBy(() -> new Marks(state).add("radio", content(1, ""), "ada"))
        .hasMessageContaining("review.db");
  }
}
