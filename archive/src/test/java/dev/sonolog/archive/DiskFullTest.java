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
    String script = "mount -t tmpfs -o size=2m none \"$0\" && exec \"$@\"";
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script));
    command.add(disk.toString());
    command.addAll(ChildProgram.command("fill", disk.toString(), state.toString()));

    List<String> said = ChildProgram.output(command).lines().toList();

    assertThat(said).as("a tmpfs must be mountable by unshare --user --mount").isNotEmpty();
    assertThat(said.get(0))
        .startsWith("failed: Storing " + disk + "/full.mp3 failed")
        .contains("No space left");
    assertThat(said.get(1)).startsWith("not sealed: ").contains("No space left");
    assertThat(said).contains("length true", "closed true");
    assertThat(said).anyMatch(line -> line.startsWith("repaired Sealed["));
    assertThat(said).contains("sealed " + (TinyContainer.HEAD + 10 * TinyContainer.PACKET));
  }
}
