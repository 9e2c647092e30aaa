package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationTest {
  @TempDir Path root;
  private Archive archive;
  private Path file;
  private final List<VerifiedFile> found = new ArrayList<>();
  private final List<Progress> progress = new ArrayList<>();

  @BeforeEach
  void record() throws Exception {
    archive = Scene.open(root);
    file =
        Scene.record(archive, root, "day/a.mp3", Scene.tags("a", "a", 0, Scene.NOON), 100).file();
    Scene.record(archive, root, "b.mp3", Scene.tags("b", "b", 0, Scene.NOON), 100);
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
  }

  @AfterEach
  void close() {
    archive.close(Scene.DEADLINE);
  }

  @Test
  void whatWasWrittenIsIntact() throws Exception {
    VerifiedArchive result = verify(root);
    long bytes = 2 * (TinyContainer.HEAD + 100L * TinyContainer.PACKET);
    assertThat(result).isEqualTo(new VerifiedArchive(2, 0, 0, 0, 0, 0, 0, bytes));
    assertThat(result.isSound()).isTrue();
    assertThat(progress.getLast().done()).isEqualTo(bytes).isEqualTo(progress.getLast().all());
  }

  @Test
  void oneBitOfAudioIsDamageOfTheBody() throws Exception {
    flip(TinyContainer.HEAD + 70);
    assertThat(damage().where()).isEqualTo(VerifiedFile.Where.BODY);
  }

  @Test
  void oneBitOfTheTagsIsDamageOfTheHead() throws Exception {
    flip(TinyContainer.HEAD - 1);
    assertThat(damage().where()).isEqualTo(VerifiedFile.Where.HEAD);
  }

  @Test
  void aBrokenPacketIsToldWithItsPlace() throws Exception {
    flip(TinyContainer.HEAD + TinyContainer.PACKET);
    assertThat(damage().detail()).contains("at byte 1088: no mark");
  }

  @Test
  void aFileThatWasCutIsToldWithItsLength() throws Exception {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(2000);
    }
    assertThat(damage().detail()).contains("2000 bytes instead of 7424");
  }

  @Test
  void aFileThatGrewIsDamaged() throws Exception {
    Files.write(file, new byte[1], StandardOpenOption.APPEND);
    assertThat(damage().where()).isEqualTo(VerifiedFile.Where.BODY);
  }

  @Test
  void filesThatAreGoneUnknownOrBeingRecordedAreToldApart() throws Exception {
    Files.delete(file);
    Path stray = Files.copy(root.resolve("b.mp3"), root.resolve("stray.mp3"));
    SegmentFile live = Scene.begin(archive, root, "c.mp3", Scene.tags("c", "c", 0, Scene.NOON), 1);
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();

    assertThat(verify(root).isSound()).isFalse();
    assertThat(found)
        .containsExactlyInAnyOrder(
            new VerifiedFile.Missing(file),
            new VerifiedFile.Intact(root.resolve("b.mp3")),
            new VerifiedFile.Unknown(stray, false),
            new VerifiedFile.Recording(root.resolve("c.mp3.part")));
    live.abandon();
  }

  @Test
  void whatWasKnownToBeRemovedIsCountedApartAndTheRestIsSound() throws Exception {
    Files.delete(file);
    archive.catalogue().tell(new CatalogueEntry.SegmentRemoved("a", 0));
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
    VerifiedArchive result = verify(root);
    assertThat(found)
        .containsExactlyInAnyOrder(
            new VerifiedFile.RemovedOutside(file), new VerifiedFile.Intact(root.resolve("b.mp3")));
    assertThat(result.isSound()).isTrue();
    assertThat(result.removedOutside()).isEqualTo(1);
    Files.delete(root.resolve("b.mp3"));
    assertThat(verify(root).isSound()).as("with one more that nobody knew of").isFalse();
  }

  @Test
  void aFolderOrAFileCanBeVerifiedAlone() throws Exception {
    verify(root.resolve("day"));
    assertThat(found).containsExactly(new VerifiedFile.Intact(file));
    verify(root.resolve("b.mp3"));
    assertThat(found).containsExactly(new VerifiedFile.Intact(root.resolve("b.mp3")));
  }

  @Test
  void withoutACatalogueThereIsNothingToCompareWith() {
    assertThatThrownBy(() -> new Verification(Scene.settings(root.resolve("nowhere"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
  }

  private VerifiedArchive verify(Path scope) throws IOException {
    found.clear();
    Verification verification = new Verification(Scene.settings(root));
    return scope.equals(root)
        ? verification.run(found::add, progress::add)
        : verification.run(scope, found::add, progress::add);
  }

  private VerifiedFile.Damaged damage() throws IOException {
    assertThat(verify(file).isSound()).isFalse();
    return (VerifiedFile.Damaged) found.getFirst();
  }

  private void flip(int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }
}
