package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveLockTest {
  @TempDir Path root;

  @Test
  void aSecondProcessIsRefusedAndToldByWhom() throws Exception {
    Archive archive = Scene.open(root);
    String pid = "process " + ProcessHandle.current().pid();
    assertThat(second()).startsWith("refused: " + root).contains("test (" + pid);
    archive.close(Scene.DEADLINE);
    assertThat(second()).isEqualTo("opened");
  }

  @Test
  void theSameProcessIsRefusedAndKeepsItsLock() throws Exception {
    Archive archive = Scene.open(root);
    assertThatThrownBy(() -> Scene.open(root))
        .isInstanceOfSatisfying(
            ArchiveLockedException.class,
            e -> assertThat(e.holder().orElseThrow().program()).isEqualTo("test"));
    assertThat(second()).startsWith("refused");
    archive.close(Scene.DEADLINE);
  }

  @Test
  void whatADeadProcessLeftIsNoObstacle() throws Exception {
    Files.createDirectory(root.resolve(".sonolog"));
    Files.writeString(root.resolve(".sonolog/lock"), "1\nelsewhere\n2020-01-01T00:00:00Z\nold\n");
    Archive archive = Scene.open(root);
    assertThat(Files.readAllLines(root.resolve(".sonolog/lock")))
        .first()
        .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
    archive.close(Scene.DEADLINE);
  }

  @Test
  void anOutputDirectoryOfTwoArchivesIsRefusedWhateverTheirState() throws Exception {
    Path output = Files.createDirectory(root.resolve("output"));
    Archive archive = Scene.open(output);
    ArchiveSettings other =
        new ArchiveSettings(
            Set.of(root.resolve("mine"), output),
            root.resolve("state"),
            List.of(new TinyContainer()),
            Duration.ZERO);
    assertThatThrownBy(() -> Archive.open(other, "other"))
        .isInstanceOf(ArchiveLockedException.class);
    archive.close(Scene.DEADLINE);
    assertThat(Archive.open(other, "other").close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void aDirectoryInAnotherOneIsUnderItsLock() throws Exception {
    Path own = root.resolve("own");
    ArchiveSettings nested =
        new ArchiveSettings(
            Set.of(root, own), root.resolve("state"), List.of(new TinyContainer()), Duration.ZERO);
    Archive archive = Archive.open(nested, "test");
    assertThat(root.resolve(".sonolog/lock")).exists();
    assertThat(own).isEmptyDirectory();
    SegmentFile file = archive.create(own, "a.mp3", Scene.MODE);
    assertThat(file.file()).isEqualTo(own.resolve("a.mp3"));
    file.discard();
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void aDailyDeletionOfOldFilesSparesTheLockAndTheCatalogue() throws Exception {
    Archive archive = Scene.open(root);
    Scene.record(archive, root, "old.mp3", Scene.tags("radio", "run", 0, Scene.NOON), 10);
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
    age();

    archive.touch();
    deleteOldFiles();

    assertThat(root.resolve("old.mp3")).doesNotExist();
    assertThat(root.resolve(".sonolog/lock")).exists();
    assertThat(second()).startsWith("refused");
    assertThat(archive.view().segment("run", 0)).isPresent();
    archive.close(Scene.DEADLINE);
    assertThat(Catalogue.openReadOnly(root.resolve(".sonolog/catalogue.db")).segment("run", 0))
        .isPresent();
  }

  @Test
  void aLockAndACatalogueThatWereDeletedAreMadeAnew() throws Exception {
    Archive archive = Scene.open(root);
    age();
    deleteOldFiles();
    assertThat(root.resolve(".sonolog/lock")).doesNotExist();
    assertThat(root.resolve(".sonolog/catalogue.db")).doesNotExist();

    archive.touch();

    assertThat(second())
        .startsWith("refused")
        .contains(String.valueOf(ProcessHandle.current().pid()));
    Scene.record(archive, root, "new.mp3", Scene.tags("radio", "run", 0, Scene.NOON), 10);
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
    assertThat(archive.view().segment("run", 0)).isPresent();
    archive.close(Scene.DEADLINE);
  }

  @Test
  void keepingTheFilesYoungGivesNoLockUp() throws Exception {
    Archive archive = Scene.open(root);
    archive.touch();
    assertThat(second()).startsWith("refused");
    archive.close(Scene.DEADLINE);
  }

  private String second() throws IOException {
    return ChildProgram.output(ChildProgram.command("open", root.toString())).strip();
  }

  /** By another process: setting the times here would open the lock's file, and give it up. */
  private void age() throws Exception {
    run("find", root.toString(), "-type", "f", "-exec", "touch", "-d", "60 days ago", "{}", "+");
  }

  /** What people put into their crontab. */
  private void deleteOldFiles() throws Exception {
    run("find", root.toString(), "-type", "f", "-mtime", "+30", "-delete");
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
