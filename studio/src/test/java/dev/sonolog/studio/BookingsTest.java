package dev.sonolog.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.studio.Booked.State;
import dev.sonolog.studio.Order.Commander;
import dev.sonolog.studio.Order.Verb;
import dev.sonolog.studio.Take.StartedBy;
import dev.sonolog.studio.schedule.Rule;
import dev.sonolog.studio.schedule.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Takes that were booked, from their begin to their end, whatever happens meanwhile. */
@Timeout(120)
class BookingsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir private Path folder;
  private final StepTime time = new StepTime();
  private final ModelRecorder recorder = new ModelRecorder(time);
  private Studio studio;
  private int requests;

  @BeforeEach
  void open() {
    studio = Studio.open(folder, recorder, recorder, time);
    studio.begin(NEVER);
  }

  @AfterEach
  void close() {
    studio.close();
  }

  /** The recorder does not run for a while. */
  private void down(long seconds) {
    studio.close();
    Instant end = time.now();
    time.pass(seconds);
    recorder.restart(end, time.now());
    open();
    look();
  }

  /** What came of a look is noted, and what ends just now has ended. */
  private void look() {
    studio.lookNow();
    long end = System.nanoTime() + SOON.toNanos();
    while (studio.takes("mic", 99).stream().anyMatch(Take::isEnding) && System.nanoTime() < end) {
      studio.lookNow();
    }
    studio.lookNow();
  }

  private void pass(long seconds) {
    time.pass(seconds);
    look();
  }

  private static Instant at(long second) {
    return StepTime.BEGIN.plusSeconds(second);
  }

  private static Booking booking(String id, String source, long from, long to) {
    return new Booking(id, source, at(from), at(to), "Show " + id, "", StartedBy.SCHEDULE);
  }

  private Booked book(String id, long from, long to) {
    return studio.book(booking(id, "mic", from, to));
  }

  private State state(String id) {
    return studio.booking(id).orElseThrow().state();
  }

  private Take take(String id) {
    return studio.take(studio.booking(id).orElseThrow().take().orElseThrow()).orElseThrow();
  }

  private Take over(String id) {
    long end = System.nanoTime() + SOON.toNanos();
    while (state(id) == State.RUNNING && System.nanoTime() < end) {
      studio.lookNow();
    }
    assertThat(state(id)).isNotEqualTo(State.RUNNING);
    return take(id);
  }

  private Answer press(Verb verb) {
    Commander anna = new Commander.Trusted("Anna", StartedBy.PERSON);
    Answer answer = studio.command(new Order("r" + requests++, verb, "mic", anna, ""), SOON);
    look();
    return answer;
  }

  private Take shown() {
    return studio.source("mic").orElseThrow().take().orElseThrow();
  }

  private static void assertSpan(Take take, long from, long to) {
    assertThat(take.extent().from()).contains(at(from));
    assertThat(take.extent().to()).contains(at(to));
    assertThat(take.state()).isEqualTo(Take.State.KEPT);
    assertThat(take.extent().recorded()).isEqualTo(Duration.ofSeconds(to - from));
  }

  // --- one

  @Test
  void aBookedTakeBeginsAndEndsAtItsInstantsWithoutThePreRoll() {
    assertThat(book("a", 60, 120).state()).isEqualTo(State.WAITING);
    pass(59);
    assertThat(recorder.captured()).isEmpty();
    pass(2);
    assertThat(state("a")).isEqualTo(State.RUNNING);
    assertThat(shown().text().name()).isEqualTo("Show a");
    assertThat(shown().origin().startedBy()).isEqualTo(StartedBy.SCHEDULE);
    pass(59);
    Take take = over("a");
    assertSpan(take, 60, 120);
    assertThat(take.isSpan()).as("it has its capture for itself").isFalse();
    assertThat(take.extent().preRoll()).isZero();
    assertThat(take.text().note()).isEmpty();
    assertThat(state("a")).isEqualTo(State.DONE);
  }

  @Test
  void ofASourceThatIsRecordedAnywayItIsASpan() {
    studio.book(booking("a", "radio", 60, 120));
    pass(61);
    pass(60);
    Take take = over("a");
    assertSpan(take, 60, 120);
    assertThat(take.isSpan()).isTrue();
    assertThat(recorder.captured()).isEmpty();
  }

  @Test
  void whatGoesOnAlreadyBeginsAtOnceAndSaysWhatIsMissing() {
    Booked late = book("a", -600, 600);
    assertThat(late.state()).isEqualTo(State.RUNNING);
    look();
    assertThat(take("a").extent().from()).contains(at(-12));
    assertThat(take("a").text().note()).contains("9 min 48 s").contains("missing");
    studio.book(booking("b", "radio", -600, 600));
    assertThat(take("b").extent().from()).contains(at(-600));
    assertThat(take("b").text().note()).as("it was recorded anyway").isEmpty();
  }

  @Test
  void whatIsOverWhenItBecomesKnownIsMissed() {
    assertThat(book("a", -600, -60).state()).isEqualTo(State.MISSED);
    assertThat(recorder.captured()).isEmpty();
  }

  @Test
  void whatTheRecorderRefusesIsTriedAgainAndLosesNothingOfItsBegin() {
    recorder.busy(true);
    book("a", 60, 120);
    pass(61);
    assertThat(state("a")).isEqualTo(State.WAITING);
    recorder.busy(false);
    pass(1);
    pass(60);
    assertSpan(over("a"), 60, 120);
  }

  @Test
  void whatHasNoSourceIsMissedWhenItsTimeHasPassed() {
    studio.book(booking("a", "nobody", 60, 120));
    pass(61);
    assertThat(state("a")).isEqualTo(State.WAITING);
    pass(60);
    assertThat(state("a")).isEqualTo(State.MISSED);
  }

  @Test
  void aBookingThatIsNoneIsRefused() {
    assertThatThrownBy(() -> book("a", 60, 60)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> book("", 60, 90)).isInstanceOf(IllegalArgumentException.class);
    List<Booking> many = new ArrayList<>();
    for (int i = 0; i <= Bookings.MOST_OPEN; i++) {
      many.add(booking("b" + i, "mic", 60, 90));
    }
    assertThatThrownBy(() -> studio.book(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5000");
    assertThat(studio.bookings()).isEmpty();
  }

  // --- several

  @Test
  void takesThatOverlapAreSpansOfOneCapture() {
    book("a", 60, 120);
    book("b", 90, 180);
    pass(61);
    pass(30);
    assertThat(shown().text().name()).isEqualTo("Show b");
    pass(30);
    assertSpan(over("a"), 60, 120);
    assertThat(state("b")).isEqualTo(State.RUNNING);
    pass(60);
    assertSpan(over("b"), 90, 180);
    assertThat(recorder.captured())
        .containsExactly(
            new ModelRecorder.Captured("mic", at(60), Optional.of(at(180)), Path.of("/rec/0.wav")));
    studio.delete(take("a").id(), "Anna");
    assertThat(recorder.putAway()).as("the other needs it").isEmpty();
    assertThat(studio.takes("mic", 5)).extracting(Take::id).containsExactly(take("b").id());
  }

  @Test
  void oneThatBeginsWhereAnotherEndsGoesOnWithoutAGap() {
    book("a", 60, 120);
    book("b", 120, 180);
    pass(61);
    pass(60);
    pass(60);
    assertSpan(over("a"), 60, 120);
    assertSpan(over("b"), 120, 180);
    assertThat(recorder.captured()).hasSize(1);
  }

  @Test
  void aPersonsTakeAmongBookingsIsItsOwnAndStopEndsThat() {
    book("a", 60, 300);
    pass(61);
    press(Verb.START);
    assertThat(shown().origin().by()).isEqualTo("Anna");
    assertThat(shown().extent().from()).as("its pre-roll is captured").contains(at(60));
    String id = shown().id();
    pass(59);
    press(Verb.STOP);
    assertThat(shown().text().name()).isEqualTo("Show a");
    assertThat(studio.source("mic").orElseThrow().source().activity())
        .isEqualTo(StudioRecorder.Activity.RECORDING);
    assertSpan(studio.take(id).orElseThrow(), 60, 120);
    press(Verb.STOP);
    assertSpan(over("a"), 60, 120);
    pass(60);
    assertThat(state("a")).as("what somebody stopped stays stopped").isEqualTo(State.DONE);
    assertThat(recorder.captured()).hasSize(1);
  }

  @Test
  void aPersonsTakeGoesOnWhenABookedOneEnds() {
    press(Verb.START);
    book("a", 60, 120);
    pass(61);
    pass(60);
    assertSpan(over("a"), 60, 120);
    pass(60);
    press(Verb.STOP);
    Take person = studio.takes("mic", 5).getLast();
    assertSpan(person, -10, 181);
    assertThat(recorder.captured()).hasSize(1);
    assertThat(press(Verb.STOP)).isInstanceOf(Answer.Conflict.class);
  }

  @Test
  void whatTheRecorderEndsByItselfGoesOnForTakesThatAreNotSoLong() {
    recorder.configure("mic", true, Optional.of(Duration.ofSeconds(100)));
    book("a", 0, 300);
    book("b", 60, 120);
    pass(61);
    pass(39);
    recorder.reachLongest();
    look();
    assertThat(state("a")).isEqualTo(State.DONE);
    pass(21);
    assertSpan(over("b"), 60, 120);
    assertThat(recorder.captured()).hasSize(2);
  }

  // --- changes

  @Test
  void beginEndAndNameMayChangeAlsoWhileItGoesOn() {
    book("a", 60, 120);
    book("a", 30, 90);
    pass(31);
    studio.rebook(new Booking("a", "mic", at(30), at(200), "Longer", "", StartedBy.SCHEDULE));
    assertThat(take("a").text().name()).isEqualTo("Longer");
    studio.call(take("a").id(), Optional.of("By Anna"), Optional.empty());
    studio.rebook(booking("a", "mic", 30, 150));
    pass(100);
    assertThat(state("a")).isEqualTo(State.RUNNING);
    pass(20);
    Take take = over("a");
    assertSpan(take, 30, 150);
    assertThat(take.text().name()).isEqualTo("By Anna");
    assertThat(studio.rebook(booking("x", "mic", 30, 150))).isEmpty();
  }

  @Test
  void whatIsCancelledDoesNotBeginOrEndsNowAndMayBeWantedAgain() {
    book("a", 60, 120);
    studio.cancel("a");
    pass(61);
    assertThat(recorder.captured()).isEmpty();
    assertThat(state("a")).isEqualTo(State.CANCELLED);
    book("a", 60, 120);
    look();
    assertThat(state("a")).isEqualTo(State.RUNNING);
    pass(9);
    studio.cancel("a");
    look();
    assertThat(take("a").extent().to()).contains(at(70));
    pass(10);
    assertThat(state("a")).isEqualTo(State.CANCELLED);
    assertThat(studio.cancel("nothing")).isEmpty();
  }

  @Test
  void whatIsDoneIsNotRecordedTwiceUnlessItIsWhollyLater() {
    book("a", 10, 20);
    pass(11);
    pass(10);
    over("a");
    book("a", 10, 60);
    look();
    assertThat(state("a")).isEqualTo(State.DONE);
    book("a", 60, 90);
    assertThat(state("a")).isEqualTo(State.WAITING);
    pass(40);
    assertThat(state("a")).isEqualTo(State.RUNNING);
  }

  // --- restarts and clocks

  @Test
  void restartedAmidOverlappingTakesEachGoesOnAndEndsAtItsTime() {
    book("a", 60, 300);
    book("b", 90, 200);
    press(Verb.START);
    pass(61);
    pass(39);
    down(20);
    assertThat(state("a")).isEqualTo(State.RUNNING);
    assertThat(recorder.captured()).as("captured once").hasSize(2);
    press(Verb.STOP);
    pass(80);
    pass(100);
    for (String id : List.of("a", "b")) {
      assertThat(over(id).extent().restarts()).isEqualTo(1);
    }
    assertThat(take("a").extent().recorded()).isEqualTo(Duration.ofSeconds(240 - 20));
    assertThat(take("b").extent().recorded()).isEqualTo(Duration.ofSeconds(110 - 20));
    assertThat(take("b").extent().to()).contains(at(200));
  }

  @Test
  void aRestartKnowsWhatWasMissedWhatIsDoneAndWhatIsToCome() {
    book("done", 0, 10);
    book("going", 60, 100);
    book("missed", 200, 300);
    book("late", 380, 900);
    book("ahead", 1000, 1100);
    pass(11);
    pass(50);
    down(350);
    assertThat(state("done")).isEqualTo(State.DONE);
    assertThat(over("going").extent().recorded()).isEqualTo(Duration.ofSeconds(1));
    assertThat(state("missed")).isEqualTo(State.MISSED);
    assertThat(state("late")).isEqualTo(State.RUNNING);
    assertThat(take("late").text().note()).contains("0 min 31 s");
    assertThat(state("ahead")).isEqualTo(State.WAITING);
    down(10);
    assertThat(recorder.captured()).as("one each, and one behind each restart").hasSize(4);
  }

  @Test
  void aClockThatIsPutBackByAnHourRecordsNothingTwice() {
    book("done", 0, 10);
    book("going", 60, 7200);
    pass(11);
    pass(60);
    time.set(time.now().minusSeconds(3600));
    look();
    pass(3600);
    assertThat(state("done")).isEqualTo(State.DONE);
    assertThat(state("going")).isEqualTo(State.RUNNING);
    assertThat(studio.takes("mic", 9)).hasSize(2);
  }

  @Test
  void aClockThatIsPutForwardByAnHourEndsWhatIsOverAndMissesWhatPassed() {
    book("going", 0, 600);
    book("passed", 900, 1800);
    book("next", 3000, 9000);
    pass(1);
    time.set(time.now().plusSeconds(3600));
    look();
    assertThat(over("going").extent().to()).contains(at(600));
    assertThat(state("passed")).isEqualTo(State.MISSED);
    assertThat(state("next")).isEqualTo(State.RUNNING);
  }

  @Test
  void aJournalThatKnowsNoBookingsIsRead() throws Exception {
    press(Verb.START);
    studio.close();
    Path journal = folder.resolve(TakeJournal.FILE);
    String old = JournalLines.without("booked", Files.readString(journal));
    Files.writeString(journal, old);
    assertThat(old).doesNotContain("booked");
    open();
    assertThat(studio.takes("mic", 5)).hasSize(1);
    assertThat(folder.resolve(TakeJournal.DAMAGED)).doesNotExist();
  }

  // --- schedules

  private static Schedule daily(String id, int hour, int minute, long seconds) {
    return new Schedule(
        id,
        "mic",
        "Daily",
        new Rule.Weekly(Set.of(DayOfWeek.values()), LocalTime.of(hour, minute)),
        new Schedule.Extent.Lasting(Duration.ofSeconds(seconds)),
        Schedule.Lead.NONE,
        ZoneOffset.UTC);
  }

  @Test
  void whatIsScheduledIsBookedDaysAheadAndRecordedOnceEachDay() {
    studio.apply(List.of(daily("evening", 20, 5, 60)));
    assertThat(studio.agenda(Duration.ofDays(30), 100)).hasSize(30);
    assertThat(studio.bookings()).hasSize(8);
    for (int i = 0; i < 3; i++) {
      pass(301);
      pass(60);
      pass(86_400 - 361);
    }
    assertThat(studio.takes("mic", 9)).hasSize(3);
    assertThat(studio.bookings()).filteredOn(it -> it.state() == State.DONE).hasSize(3);
    assertThat(studio.bookings()).filteredOn(it -> it.state() == State.WAITING).hasSize(8);
  }

  @Test
  void aChangedScheduleMovesWhatIsToComeAndLeavesOthersAlone() {
    studio.apply(List.of(daily("one", 20, 0, 600), daily("other", 20, 0, 600)));
    pass(1);
    assertThat(studio.takes("mic", 9)).filteredOn(Take::isRunning).hasSize(2);
    studio.apply(List.of(daily("one", 20, 0, 600), daily("other", 21, 0, 600)));
    look();
    assertThat(studio.takes("mic", 9)).filteredOn(Take::isRunning).hasSize(1);
    assertThat(studio.bookings())
        .filteredOn(it -> it.booking().id().startsWith("schedule/other"))
        .filteredOn(Booked::isOpen)
        .allMatch(it -> it.booking().from().toString().contains("T21:00"));
    studio.apply(List.of(daily("one", 20, 0, 300)));
    pass(300);
    assertThat(studio.takes("mic", 9)).noneMatch(Take::isRunning);
  }

  @Test
  void aRecorderThatWasAwayForDaysTellsWhatItMissed() {
    studio.apply(List.of(daily("evening", 20, 5, 60)));
    look();
    studio.close();
    time.pass(3 * 86_400 + 310);
    recorder.restart(time.now(), time.now());
    studio = Studio.open(folder, recorder, recorder, time);
    studio.apply(List.of(daily("evening", 20, 5, 60)));
    studio.begin(NEVER);
    look();
    assertThat(studio.bookings()).filteredOn(it -> it.state() == State.MISSED).hasSize(3);
    assertThat(studio.agenda(Duration.ofDays(1), 100))
        .extracting(Booked::state)
        .containsExactly(State.MISSED, State.MISSED, State.MISSED, State.RUNNING, State.WAITING);
    assertThat(studio.bookings()).filteredOn(it -> it.state() == State.RUNNING).hasSize(1);
  }

  // --- anything

  @Test
  void whatIsCapturedIsWhatIsBookedAndEachTakeHasItsOwn() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    Set<Long> wanted = new TreeSet<>();
    List<Booking> bookings = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long from = random.nextLong(5, 2_000);
      long to = from + random.nextLong(1, 90);
      bookings.add(booking("b" + i, "mic", from, to));
      for (long second = from; second < to; second++) {
        wanted.add(second);
      }
    }
    studio.book(bookings);
    for (int second = 0; second < 2_100; second++) {
      time.pass(1);
      look();
    }
    Set<Long> captured = new TreeSet<>();
    for (ModelRecorder.Captured each : recorder.captured()) {
      long from = Duration.between(StepTime.BEGIN, each.from()).toSeconds();
      long to = Duration.between(StepTime.BEGIN, each.to().orElseThrow()).toSeconds();
      for (long second = from; second < to; second++) {
        assertThat(captured.add(second)).as("captured twice, seed " + seed).isTrue();
      }
    }
    assertThat(captured).as("seed " + seed).isEqualTo(wanted);
    for (Booking booking : bookings) {
      Take take = over(booking.id());
      assertThat(take.extent().from()).as("seed " + seed).contains(booking.from());
      assertThat(take.extent().to()).as("seed " + seed).contains(booking.to());
    }
  }
}
