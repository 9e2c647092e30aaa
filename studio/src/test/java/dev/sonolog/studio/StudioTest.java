package dev.sonolog.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.studio.Answer.Conflict;
import dev.sonolog.studio.Answer.Told;
import dev.sonolog.studio.Order.Commander;
import dev.sonolog.studio.Order.Verb;
import dev.sonolog.studio.StudioRecorder.Activity;
import dev.sonolog.studio.StudioRecorder.Beginning;
import dev.sonolog.studio.StudioRecorder.Cut;
import dev.sonolog.studio.StudioRecorder.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Takes from the press of the button to the end, with a recorder that does what the test says. */
@Timeout(120)
class StudioTest {
  private static final Owner ANNA = new Owner("anna-anna", "Anna's iPad");
  private static final Owner BEN = new Owner("ben-ben-ben", "PC in office");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ZERO;

  /** The test looks itself. */
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir private Path folder;
  private final StepTime time = new StepTime();
  private final ScriptedRecorder recorder = new ScriptedRecorder();
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

  private void restart() {
    studio.close();
    open();
    studio.lookNow();
  }

  private static Commander computer() {
    return new Commander.Trusted("root", Take.StartedBy.PERSON);
  }

  private Order order(Verb verb, String source) {
    return new Order("request " + requests++, verb, source, computer(), "");
  }

  private static Told told(Answer answer) {
    assertThat(answer).isInstanceOf(Told.class);
    return (Told) answer;
  }

  private static Take take(Answer answer) {
    return told(answer).take().orElseThrow();
  }

  private void audioComes() {
    recorder.now(Activity.RECORDING);
    recorder.beginning.complete(
        new Beginning.Begun(
            StepTime.BEGIN.minusSeconds(10), Duration.ofSeconds(10), Path.of("/rec/1.wav")));
  }

  private Take started() throws Exception {
    CompletableFuture<Answer> finished = studio.command(order(Verb.START, "mic"));
    audioComes();
    return take(finished.get(30, TimeUnit.SECONDS));
  }

  private Take mic() {
    return studio.source("mic").orElseThrow().take().orElseThrow();
  }

  @Test
  void aTakeBeginsWhenAudioComesAndIsPendingUntilThen() throws Exception {
    Order order = order(Verb.START, "mic");
    Told pending = told(studio.command(order, AT_ONCE));
    assertThat(pending.isDone()).isFalse();
    assertThat(pending.message()).contains("No audio");
    audioComes();
    Told done = told(studio.command(order).get(30, TimeUnit.SECONDS));
    assertThat(done.isDone()).isTrue();
    assertThat(done.at()).contains(StepTime.BEGIN.minusSeconds(10));
    assertThat(done.take().orElseThrow().extent().preRoll()).isEqualTo(Duration.ofSeconds(10));
    assertThat(done.take().orElseThrow().extent().files()).containsExactly("/rec/1.wav");
    assertThat(recorder.asked).containsExactly("start mic");
  }

  @Test
  void aTakeThatIsStoppedHasWhatTheRecorderSays() throws Exception {
    started();
    time.pass(60);
    Order stop = order(Verb.STOP, "mic");
    assertThat(told(studio.command(stop, AT_ONCE)).isDone()).isFalse();
    assertThat(studio.source("mic").orElseThrow().source().activity()).isEqualTo(Activity.STOPPING);
    recorder.ending.complete(new Ending.Kept(ScriptedRecorder.file("/rec/whole.wav", 70)));
    Take kept = take(studio.command(stop).get(30, TimeUnit.SECONDS));
    assertThat(kept.state()).isEqualTo(Take.State.KEPT);
    assertThat(kept.extent().recorded()).isEqualTo(Duration.ofSeconds(70));
    assertThat(kept.extent().files()).containsExactly("/rec/whole.wav");
    assertThat(studio.command(order(Verb.STOP, "mic"), SOON)).isInstanceOf(Conflict.class);
  }

  @Test
  void whatWasTooShortOrEmptyIsSaidToBe() throws Exception {
    started();
    recorder.ending.complete(new Ending.TooShort(ScriptedRecorder.file("/rec/1.wav", 2)));
    assertThat(take(studio.command(order(Verb.STOP, "mic"), SOON)).state())
        .isEqualTo(Take.State.TOO_SHORT);
    recorder.ending = CompletableFuture.completedFuture(new Ending.Empty());
    recorder.beginning = new CompletableFuture<>();
    recorder.now(Activity.CONNECTING);
    studio.command(order(Verb.START, "mic"), AT_ONCE);
    assertThat(take(studio.command(order(Verb.STOP, "mic"), SOON)).state())
        .isEqualTo(Take.State.EMPTY);
  }

  @Test
  void theSameRequestIsDoneOnce() throws Exception {
    Order order = order(Verb.START, "mic");
    CompletableFuture<Answer> first = studio.command(order);
    CompletableFuture<Answer> second = studio.command(order);
    audioComes();
    String id = take(first.get(30, TimeUnit.SECONDS)).id();
    assertThat(take(second.get(30, TimeUnit.SECONDS)).id()).isEqualTo(id);
    assertThat(take(studio.command(order, SOON)).id()).isEqualTo(id);
    assertThat(recorder.asked).containsExactly("start mic");
    Order other = new Order(order.request(), Verb.STOP, "mic", computer(), "");
    assertThat(studio.command(other, SOON)).isInstanceOf(Conflict.class);
  }

  @Test
  void aRepeatAfterARestartStartsNothingAndTheTakeGoesOn() throws Exception {
    Order order = order(Verb.START, "mic");
    studio.command(order, AT_ONCE);
    audioComes();
    String id = take(studio.command(order, SOON)).id();
    recorder.now(Activity.IDLE);
    recorder.beginning = new CompletableFuture<>();
    restart();
    assertThat(recorder.asked).containsExactly("start mic", "resume mic");
    assertThat(take(studio.command(order, SOON)).id()).isEqualTo(id);
    audioComes();
    recorder.stored = ScriptedRecorder.file("/rec/both.wav", 99);
    recorder.ending.complete(new Ending.TooShort(ScriptedRecorder.file("/rec/2.wav", 1)));
    Take kept = take(studio.command(order(Verb.STOP, "mic"), SOON));
    assertThat(kept.id()).isEqualTo(id);
    assertThat(kept.state())
        .as("the part behind the restart alone was short")
        .isEqualTo(Take.State.KEPT);
    assertThat(kept.extent().from()).contains(StepTime.BEGIN.minusSeconds(10));
    assertThat(kept.extent().recorded()).isEqualTo(Duration.ofSeconds(99));
    assertThat(recorder.asked).containsExactly("start mic", "resume mic", "stop mic");
  }

  @Test
  void aTakeWhoseEndWasAskedForIsNotResumed() throws Exception {
    Take take = started();
    studio.command(order(Verb.STOP, "mic"), AT_ONCE);
    recorder.stored = ScriptedRecorder.file("/rec/1.wav", 70);
    restart();
    assertThat(recorder.asked).containsExactly("start mic", "stop mic");
    awaitOver(take);
    assertThat(studio.take(take.id()).orElseThrow().state()).isEqualTo(Take.State.KEPT);
  }

  private void awaitOver(Take take) {
    long end = System.nanoTime() + SOON.toNanos();
    while (studio.take(take.id()).orElseThrow().isRunning() && System.nanoTime() < end) {
      studio.lookNow();
    }
  }

  @Test
  void aTakeThatEndsByItselfIsSeenToHaveEnded() throws Exception {
    Take take = started();
    recorder.stored = ScriptedRecorder.file("/rec/1.wav", 3_600);
    recorder.now(Activity.IDLE);
    studio.lookNow();
    awaitOver(take);
    assertThat(mic().state()).isEqualTo(Take.State.KEPT);
    assertThat(mic().extent().recorded()).isEqualTo(Duration.ofHours(1));
    assertThat(recorder.asked).containsExactly("start mic");
  }

  @Test
  void whatIsRefusedLeavesNoTake() {
    recorder.beginning =
        CompletableFuture.completedFuture(new Beginning.Refused("mic is being stopped"));
    assertThat(studio.command(order(Verb.START, "mic"), SOON))
        .isEqualTo(new Conflict("mic is being stopped", Optional.empty()));
    assertThat(studio.takes("mic", 10)).isEmpty();
    assertThat(studio.command(order(Verb.START, "nobody"), SOON))
        .isInstanceOf(Answer.Unknown.class);
    assertThat(studio.command(order(Verb.MARK, "mic"), SOON)).isInstanceOf(Conflict.class);
  }

  @Test
  void aTakeOfWhatIsRecordedAnywayIsASpanAndTheRecorderIsNotAsked() throws Exception {
    Take begun = take(studio.command(order(Verb.START, "radio"), SOON));
    assertThat(begun.isSpan()).isTrue();
    assertThat(begun.extent().from()).contains(StepTime.BEGIN);
    time.pass(90);
    recorder.stored = ScriptedRecorder.file("/rec/radio.mp3", 90);
    Told ended = told(studio.command(order(Verb.STOP, "radio"), SOON));
    assertThat(ended.isDone()).isTrue();
    assertThat(ended.take().orElseThrow().extent().files()).containsExactly("/rec/radio.mp3");
    assertThat(recorder.asked).isEmpty();
    studio.delete(begun.id(), "Anna");
    assertThat(studio.takes("radio", 5)).isEmpty();
    assertThat(recorder.putAway).isEmpty();
  }

  @Test
  void namesNotesAndMarksAreKept() throws Exception {
    Take take = started();
    time.pass(5);
    studio.command(new Order("m", Verb.MARK, "mic", computer(), "applause"), SOON);
    studio.command(new Order("m", Verb.MARK, "mic", computer(), "applause"), SOON);
    studio.call(take.id(), Optional.of("Second set"), Optional.of("loud\nat the end"));
    restart();
    assertThat(mic().marks())
        .containsExactly(new Take.Mark(StepTime.BEGIN.plusSeconds(5), "applause"));
    assertThat(mic().text()).isEqualTo(new Take.Text("Second set", "loud\nat the end"));
  }

  @Test
  void aCutIsTheRecordersAndItsFileBelongsToTheTake() throws Exception {
    started();
    recorder.cut.complete(new Cut.Done(StepTime.BEGIN.plusSeconds(1), Path.of("/rec/2.wav")));
    Order cut = order(Verb.CUT, "mic");
    assertThat(told(studio.command(cut, SOON)).at()).contains(StepTime.BEGIN.plusSeconds(1));
    assertThat(told(studio.command(cut, SOON)).at()).contains(StepTime.BEGIN.plusSeconds(1));
    assertThat(mic().extent().files()).containsExactly("/rec/1.wav", "/rec/2.wav");
    assertThat(recorder.asked).containsExactly("start mic", "cut mic");
  }

  @Test
  void aTakeIsDeletedWithItsRecordingsOrNotAtAllAndThereAgainWithThem() throws Exception {
    Take take = started();
    assertThat(studio.delete(take.id(), "Anna")).isInstanceOf(Conflict.class);
    Stored file = ScriptedRecorder.file("/rec/1.wav", 70);
    recorder.ending.complete(new Ending.Kept(file));
    recorder.stored = file;
    studio.command(order(Verb.STOP, "mic"), SOON);
    studio.call(take.id(), Optional.of("First set"), Optional.empty());
    recorder.failsToRead = true;
    assertThat(studio.delete(take.id(), "Anna"))
        .isEqualTo(new Conflict("The take stays as it is: it is pinned", Optional.empty()));
    recorder.failsToRead = false;
    told(studio.delete(take.id(), "Anna"));
    assertThat(recorder.putAway).containsExactly(take.id() + " by Anna");
    assertThat(studio.source("mic").orElseThrow().take()).isEmpty();
    recorder.stored = Stored.NOTHING;
    restart();
    assertThat(studio.takes("mic", 5)).isEmpty();
    assertThat(studio.source("mic").orElseThrow().take()).isEmpty();
    recorder.stored = file;
    assertThat(studio.takes("mic", 5))
        .extracting(it -> it.text().name())
        .containsExactly("First set");
  }

  @Test
  void aTakeThatNothingIsStoredOfIsForgotten() throws Exception {
    Take take = started();
    recorder.ending.complete(new Ending.Empty());
    studio.command(order(Verb.STOP, "mic"), SOON);
    told(studio.delete(take.id(), "Anna"));
    assertThat(recorder.putAway).isEmpty();
    assertThat(studio.delete(take.id(), "Anna")).isInstanceOf(Answer.Unknown.class);
  }

  // --- control

  @Test
  void onlyWhoIsInControlMayCommand() {
    LeaseAnswer.Granted anna = (LeaseAnswer.Granted) studio.lease("mic", new LeaseOrder.Take(ANNA));
    studio.lease("mic", new LeaseOrder.Force(BEN));
    Order stale = new Order("r", Verb.START, "mic", new Commander.Holder(anna.token()), "");
    assertThat(studio.command(stale, SOON))
        .isInstanceOfSatisfying(
            Conflict.class,
            it -> {
              assertThat(it.lease().orElseThrow().holder()).isEqualTo("PC in office");
              assertThat(it.lease().orElseThrow().version()).isEqualTo(2);
            });
    assertThat(recorder.asked).isEmpty();
  }

  @Test
  void aRestartKeepsWhoIsInControl() {
    LeaseAnswer.Granted anna = (LeaseAnswer.Granted) studio.lease("mic", new LeaseOrder.Take(ANNA));
    time.pass(20);
    restart();
    assertThat(studio.lease("mic", new LeaseOrder.Renew(anna.token())))
        .isInstanceOf(LeaseAnswer.Granted.class);
    assertThat(studio.lease("mic", new LeaseOrder.Take(BEN)))
        .isInstanceOf(LeaseAnswer.Conflict.class);
  }

  @Test
  void aLeaseThatLapsesStopsNothingUnlessTheSourceAsksForThat() throws Exception {
    studio.lease("mic", new LeaseOrder.Take(ANNA));
    studio.lookNow();
    started();
    time.pass(301);
    studio.lookNow();
    assertThat(recorder.asked).containsExactly("start mic");
    recorder.now(ScriptedRecorder.source("mic", true, Activity.RECORDING, true));
    studio.lookNow();
    assertThat(recorder.asked).as("it had lapsed before").containsExactly("start mic");
    studio.lease("mic", new LeaseOrder.Take(BEN));
    time.pass(301);
    studio.lookNow();
    assertThat(recorder.asked).containsExactly("start mic", "stop mic");
  }

  @Test
  void everyChangeIsToldAndOnlyChanges() throws Exception {
    studio.lookNow();
    List<SourceState> heard = new CopyOnWriteArrayList<>();
    Runnable end = studio.listen(heard::add).orElseThrow();
    studio.lookNow();
    studio.lookNow();
    assertThat(heard).isEmpty();
    studio.lease("mic", new LeaseOrder.Take(ANNA));
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().lease().orElseThrow().holder()).isEqualTo("Anna's iPad");
    recorder.now(Activity.CONNECTING);
    studio.lookNow();
    studio.lookNow();
    assertThat(heard).hasSize(2);
    started();
    studio.lookNow();
    assertThat(heard.getLast().take().orElseThrow().extent().from()).isPresent();
    int before = heard.size();
    end.run();
    studio.lease("mic", new LeaseOrder.Force(BEN));
    assertThat(heard).hasSize(before);
  }

  // --- a disk that fails

  @Test
  void aFolderThatCannotBeWrittenStopsNothingAndIsTold() throws Exception {
    studio.close();
    Path blocked = folder.resolve("blocked");
    Files.writeString(blocked, "a file where a folder should be");
    studio = Studio.open(blocked.resolve("studio"), recorder, recorder, time);
    studio.begin(NEVER);
    Order start = order(Verb.START, "mic");
    studio.command(start, AT_ONCE);
    audioComes();
    Told told = told(studio.command(start, SOON));
    assertThat(told.isDone()).isTrue();
    assertThat(told.message()).contains("until the next start only");
    recorder.ending.complete(new Ending.Kept(ScriptedRecorder.file("/rec/1.wav", 70)));
    assertThat(take(studio.command(order(Verb.STOP, "mic"), SOON)).state())
        .isEqualTo(Take.State.KEPT);
  }

  @Test
  void whatADiskDidNotTakeIsWrittenLater() throws Exception {
    started();
    Path journal = folder.resolve(TakeJournal.FILE);
    Files.delete(journal);
    Files.createDirectory(journal);
    Told marked = told(studio.command(new Order("m", Verb.MARK, "mic", computer(), "x"), SOON));
    assertThat(marked.message()).contains("until the next start only");
    Files.delete(journal);
    time.pass(6);
    studio.lookNow();
    restart();
    assertThat(mic().marks()).hasSize(1);
  }

  @Test
  void aDamagedLeaseFileMeansThatNobodyIsInControl() throws IOException {
    studio.lease("mic", new LeaseOrder.Take(ANNA));
    studio.close();
    Path file = folder.resolve("leases.json");
    byte[] whole = Files.readAllBytes(file);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PrivateFile.OWN);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(new LeaseFile(folder).read()).as("cut at " + length).isEqualTo(Leases.Kept.NONE);
    }
    Files.write(file, whole);
    assertThat(new LeaseFile(folder).read().sources()).containsKey("mic");
    open();
  }

  @Test
  void theSecretIsTheOwnersAloneAndStaysTheSame() throws IOException {
    Path file = folder.resolve("token.secret");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PrivateFile.OWN);
    byte[] first = TokenSecret.of(folder).bytes();
    assertThat(TokenSecret.of(folder).bytes()).isEqualTo(first).hasSize(32);
    Files.writeString(file, "short");
    byte[] other = TokenSecret.of(folder).bytes();
    assertThat(other).hasSize(32).isNotEqualTo(first);
    assertThat(TokenSecret.of(folder).bytes()).isEqualTo(other);
  }
}
