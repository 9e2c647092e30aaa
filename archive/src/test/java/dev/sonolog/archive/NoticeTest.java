package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that an archive is told of in which nothing is watched. */
final class NoticeTest {
  @TempDir Path folder;
  private Path root = Path.of("");
  private Archive archive;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectory(folder.toRealPath().resolve("archive"));
    archive = Scene.open(root);
  }

  @AfterEach
  void close() {
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  private static Path put(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, ImportScene.content(Optional.empty(), 100, 1));
  }

  @Test
  void whatWasPutInIsKnownAtOnce() throws Exception {
    Path here = put(root.resolve("a.mp3"));
    Path deep = put(root.resolve("2024/05/b.mp3"));
    Path gone = root.resolve("gone/c.mp3");
    archive.notice(List.of(here, deep, gone));
    archive.notice(List.of(here)); // twice changes nothing
    assertThat(archive.view().inState(SegmentState.SEALED))
        .extracting(StoredSegment::file)
        .containsExactlyInAnyOrder(here, deep);
  }

  @Test
  void whatIsBeingRecordedIsLeftAlone() throws Exception {
    var tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SegmentFile running = Scene.begin(archive, root, "now.mp3", tags, 10);
    archive.notice(List.of(running.file(), put(root.resolve("a.mp3"))));
    assertThat(archive.view().inState(SegmentState.RECORDING))
        .extracting(StoredSegment::file)
        .containsExactly(running.file());
    SealedSegment sealed = Scene.seal(archive, running, tags, 10);
    assertThat(sealed.file()).isEqualTo(running.file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outside.mp3",
        "archive",
        "archive/notes.txt",
        "archive/a.mp3.part",
        "archive/.sonolog/own.mp3",
        "archive/sub/.sonolog/own.mp3",
        "archive/sub/../../outside.mp3",
        "archive/link/outside.mp3",
        "archive/inner/a.mp3",
        "archives/a.mp3"
      })
  void whatTheArchiveWouldNotFindIsRefused(String name) throws Exception {
    put(folder.resolve("outside.mp3"));
    put(root.resolve("sub/a.mp3"));
    put(root.resolve(".sonolog/own.mp3"));
    Files.createSymbolicLink(root.resolve("link"), folder);
    Files.createSymbolicLink(root.resolve("inner"), root.resolve("sub"));
    Path named = root.resolveSibling(name);
    assertThatThrownBy(() -> archive.notice(List.of(named)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(named.toString());
    assertThat(archive.view().inState(SegmentState.SEALED)).isEmpty();
  }

  @Test
  void aFileThatIsALinkIsLeftOut() throws Exception {
    Path link = root.resolve("link.mp3");
    Files.createSymbolicLink(link, put(folder.resolve("outside.mp3")));
    archive.notice(List.of(link));
    assertThat(archive.view().inState(SegmentState.SEALED)).isEmpty();
  }
}
