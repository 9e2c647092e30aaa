package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system that is too small. A process in namespaces of its own may mount it without
 * being root; where it may not, the test fails and says so.
 */
final class DiskFullTest {
  @TempDir Path temporary;

  @Test
  void aFullDiskIsToldAndWhatItTookIsRepairedWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    Path state = Files.createDirectory(temporary.resolve("state"));
    List<String> said =
        onSmallDisk(disk, 2, ChildProgram.command("fill", disk.toString(), state.toString()));

    assertThat(said.get(0))
        .startsWith("failed: Storing " + disk + "/full.mp3 failed")
        .contains("No space left");
    assertThat(said.get(1)).startsWith("not sealed: ").contains("No space left");
    assertThat(said).contains("length true", "closed true");
    assertThat(said).anyMatch(line -> line.startsWith("repaired Sealed["));
    assertThat(said).contains("sealed " + (TinyContainer.HEAD + 10 * TinyContainer.PACKET));
  }

  @Test
  void aFullDiskIsMadeRoomOnByTheTrashAndThenTheOldestThatMayGo() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    List<String> said = onSmallDisk(disk, 4, ChildProgram.command("room", disk.toString()));
    assertThat(said)
        .contains("full 0", "erased [run5, run2]", "refused []", "enough true", "closed true");
    assertThat(said).anyMatch(line -> line.startsWith("gaps") && line.contains("RETENTION"));
  }

  private static List<String> onSmallDisk(Path disk, int megabytes, List<String> program)
      throws Exception {
    String script = "mount -t tmpfs -o size=" + megabytes + "m none \"$0\" && exec \"$@\"";
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script));
    command.add(disk.toString());
    command.addAll(program);
    List<String> said = ChildProgram.output(command).lines().toList();
    assertThat(said).as("a tmpfs must be mountable by unshare --user --mount").isNotEmpty();
    return said;
  }
}
