package dev.sonolog.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the journal of takes when it was cut off or damaged anywhere. */
class TakeJournalTest {
  @TempDir private Path folder;

  private static Take take(int number) {
    Take.Extent extent =
        new Take.Extent(
            Optional.of(StepTime.BEGIN.plusSeconds(number)),
            Optional.empty(),
            Duration.ofMillis(10_250),
            Duration.ZERO,
            List.of("/rec/file " + number + ".wav"),
            number);
    return new Take(
        "take-" + number,
        "mic",
        false,
        new Take.Origin(StepTime.BEGIN, "Änna's \"iPad\"", Take.StartedBy.PERSON),
        new Take.Text("nämé " + number, "two\nlines"),
        extent,
        Take.State.RUNNING,
        List.of(new Take.Mark(StepTime.BEGIN, "applause")));
  }

  private static Remembered request(int number) {
    return new Remembered(
        "request-" + number,
        Order.Verb.START,
        "mic",
        Optional.of("take-" + number),
        StepTime.BEGIN,
        Optional.empty());
  }

  private static List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      entries.add(JournalEntry.of(take(i), request(i)));
      entries.add(
          JournalEntry.of(
              take(i)
                  .ended(
                      Take.State.KEPT,
                      new Stored(
                          Optional.empty(),
                          Optional.of(Instant.EPOCH),
                          Duration.ofSeconds(7),
                          List.of(Path.of("/rec/a"))))));
    }
    entries.add(JournalEntry.forgotten("take-2"));
    return entries;
  }

  private TakeJournal written() throws IOException {
    TakeJournal journal = new TakeJournal(folder);
    for (JournalEntry entry : entries()) {
      journal.append(entry);
    }
    return journal;
  }

  @Test
  void whatWasAppendedIsReadAgain() throws IOException {
    TakeJournal journal = written();
    assertThat(journal.read()).isEqualTo(new TakeJournal.Content(entries(), 0));
    assertThat(Files.getPosixFilePermissions(journal.path())).isEqualTo(PrivateFile.OWN);
    assertThat(folder.resolve(TakeJournal.DAMAGED)).doesNotExist();
  }

  @Test
  void cutOffAtAnyByteAllWholeLinesCountAndTheNextIsNotLost() throws IOException {
    byte[] all = Files.readAllBytes(written().path());
    Path file = folder.resolve(TakeJournal.FILE);
    for (int length = 0; length <= all.length; length++) {
      byte[] rest = Arrays.copyOf(all, length);
      Files.write(file, rest);
      TakeJournal journal = new TakeJournal(folder);
      List<JournalEntry> left = journal.read().entries();
      int lines = lines(rest, all);
      assertThat(left).as("cut at " + length).isEqualTo(entries().subList(0, lines));
      journal.append(JournalEntry.of(take(77)));
      assertThat(journal.read().entries().getLast())
          .as("cut at " + length)
          .isEqualTo(JournalEntry.of(take(77)));
      assertThat(journal.read().entries()).as("cut at " + length).hasSize(lines + 1);
    }
  }

  /** Whole lines; one that lacks its end of line alone is whole, too. */
  private static int lines(byte[] rest, byte[] all) {
    int lines = 0;
    for (byte letter : rest) {
      lines += letter == '\n' ? 1 : 0;
    }
    boolean lacksOnlyItsEnd = rest.length < all.length && all[rest.length] == '\n';
    return lacksOnlyItsEnd ? lines + 1 : lines;
  }

  @Test
  void aDamagedByteAnywhereCostsNoMoreThanItsLines() throws IOException {
    byte[] all = Files.readAllBytes(written().path());
    Path file = folder.resolve(TakeJournal.FILE);
    for (int at = 0; at < all.length; at++) {
      byte[] damaged = all.clone();
      damaged[at] ^= 0x15;
      Files.write(file, damaged);
      TakeJournal.Content left = new TakeJournal(folder).read();
      assertThat(entries()).as("byte " + at).containsAll(left.entries());
      assertThat(left.entries().size()).as("byte " + at).isBetween(7, 8);
      assertThat(left.damaged()).as("byte " + at).isPositive();
      assertThat(folder.resolve(TakeJournal.DAMAGED)).hasBinaryContent(damaged);
    }
  }

  @Test
  void writtenAnewItSaysTheSame() throws IOException {
    TakeJournal journal = written();
    Takes takes = Takes.of(journal.read().entries());
    journal.rewrite(takes.entries());
    Takes again = Takes.of(journal.read().entries());
    assertThat(again.of("mic", 10)).isEqualTo(takes.of("mic", 10)).hasSize(3);
    assertThat(again.request("request-3")).isEqualTo(takes.request("request-3")).isPresent();
    assertThat(journal.read().entries()).hasSize(7);
  }

  @Test
  void whatCannotBeReadIsNoEmptyJournal() throws IOException {
    Files.createDirectory(folder.resolve(TakeJournal.FILE));
    assertThatThrownBy(() -> new TakeJournal(folder).read()).isInstanceOf(IOException.class);
  }

  @Test
  void theOldestTakesAndRequestsAreForgottenFirst() {
    Takes takes = new Takes();
    for (int i = 0; i < Takes.MOST_REQUESTS + 5; i++) {
      takes.apply(JournalEntry.of(request(i)));
    }
    assertThat(takes.request("request-4")).isEmpty();
    assertThat(takes.request("request-5")).isPresent();
    for (int i = 0; i < Takes.MOST_TAKES + 1; i++) {
      takes.apply(JournalEntry.of(take(i).ended(Take.State.KEPT, Stored.NOTHING)));
    }
    assertThat(takes.find("take-0")).isEmpty();
    assertThat(takes.find("take-1")).isPresent();
  }
}
