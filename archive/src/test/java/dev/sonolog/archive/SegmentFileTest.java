package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentFileTest {
  @TempDir Path root;
  private Archive archive;

  @BeforeEach
  void open() throws IOException {
    archive = Scene.open(root);
  }

  @AfterEach
  void close() {
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void aSealedFileHoldsTheFinalHeadAndEveryByteInOrder() throws Exception {
    SegmentFile file = archive.create(root, "a/b/one.mp3", Scene.MODE);
    byte[] body = new byte[300_001];
    new Random(1).nextBytes(body);
    file.head("head".getBytes(StandardCharsets.UTF_8));
    file.append(body, 0, 100);
    file.append(body, 100, body.length - 100);
    file.replaceHead("HEAD".getBytes(StandardCharsets.UTF_8));

    SealedFile sealed = file.seal().get(20, TimeUnit.SECONDS);

    byte[] bytes = Files.readAllBytes(root.resolve("a/b/one.mp3"));
    assertThat(sealed.file()).isEqualTo(root.resolve("a/b/one.mp3"));
    assertThat(sealed.bytes()).isEqualTo(bytes.length).isEqualTo(300_005);
    assertThat(bytes).startsWith("HEAD".getBytes(StandardCharsets.UTF_8)).endsWith(body);
    assertThat(root.resolve("a/b/one.mp3.part")).doesNotExist();
  }

  @Test
  void theDigestsAreThoseOfSha256sum() throws Exception {
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SealedSegment sealed = Scene.record(archive, root, "radio.mp3", tags, 5_000);

    String head = sha256sum("head -c " + TinyContainer.HEAD + " '" + sealed.file() + "'");
    String body = sha256sum("tail -c +" + (TinyContainer.HEAD + 1) + " '" + sealed.file() + "'");
    assertThat(sealed.digest()).isEqualTo(new SealedSegment.Digest(TinyContainer.HEAD, head, body));
  }

  @Test
  void aFileHasTheModeThatWasAskedFor() throws Exception {
    SegmentFile file = archive.create(root, "one.mp3", Scene.MODE);
    file.append(new byte[1], 0, 1);
    Path sealed = file.seal().get(20, TimeUnit.SECONDS).file();
    assertThat(Files.getPosixFilePermissions(sealed)).isEqualTo(Scene.MODE);
  }

  @Test
  void whatWasFlushedIsInTheUnfinishedFile() throws Exception {
    SegmentFile file = archive.create(root, "one.mp3", Scene.MODE);
    file.append(new byte[1000], 0, 1000);
    assertThat(file.safeLength()).isZero();
    file.flush();
    archive.create(root, "behind.mp3", Scene.MODE).discard();
    assertThat(file.safeLength()).isEqualTo(1000);
    assertThat(root.resolve("one.mp3.part")).hasSize(1000);
    file.abandon();
  }

  @Test
  void aDiscardedFileLeavesNothing() throws Exception {
    archive.create(root, "one.mp3", Scene.MODE).discard();
    SegmentFile next = archive.create(root, "one.mp3", Scene.MODE);
    assertThat(next.file()).isEqualTo(root.resolve("one.mp3"));
    next.discard();
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
    assertThat(root.resolve("one.mp3.part")).doesNotExist();
  }

  @Test
  void aTakenNameGetsANumber() throws Exception {
    Files.writeString(root.resolve("one.mp3"), "somebody else's");
    Files.writeString(root.resolve("one-2.mp3.part"), "somebody else's");
    SegmentFile third = archive.create(root, "one.mp3", Scene.MODE);
    SegmentFile fourth = archive.create(root, "one.mp3", Scene.MODE);
    third.append(new byte[1], 0, 1);
    assertThat(third.seal().get(20, TimeUnit.SECONDS).file()).isEqualTo(root.resolve("one-3.mp3"));
    assertThat(fourth.file()).isEqualTo(root.resolve("one-4.mp3"));
    fourth.discard();
    assertThat(root.resolve("one.mp3")).hasContent("somebody else's");
  }

  @Test
  void aNameThatWasTakenWhileRecordingIsNotOverwritten() throws Exception {
    SegmentFile file = archive.create(root, "one.mp3", Scene.MODE);
    file.append(new byte[10], 0, 10);
    Files.writeString(root.resolve("one.mp3"), "somebody else's");
    SealedFile sealed = file.seal().get(20, TimeUnit.SECONDS);
    assertThat(sealed.file()).isEqualTo(root.resolve("one-2.mp3")).hasSize(10);
    assertThat(root.resolve("one.mp3")).hasContent("somebody else's");
  }

  @Test
  void manyWritersOfOneNameGetAFileEach() throws Exception {
    int writers = 64;
    CountDownLatch start = new CountDownLatch(1);
    List<Callable<Path>> work = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      byte[] mine = ("writer " + i).getBytes(StandardCharsets.UTF_8);
      work.add(
          () -> {
            start.await();
            SegmentFile file = archive.create(root, "day/hour.mp3", Scene.MODE);
            file.append(mine, 0, mine.length);
            return file.seal().get(20, TimeUnit.SECONDS).file();
          });
    }
    Set<Path> names = new HashSet<>();
    Set<String> contents = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Path>> files = work.stream().map(threads::submit).toList();
      start.countDown();
      for (Future<Path> file : files) {
        names.add(file.get());
        contents.add(Files.readString(file.get()));
      }
    }
    assertThat(names).hasSize(writers);
    assertThat(contents).hasSize(writers);
    try (var left = Files.list(root.resolve("day"))) {
      assertThat(left).hasSize(writers);
    }
  }

  @Test
  void aNameOutsideTheDirectoryIsRefused() {
    for (String name :
        List.of("../x.mp3", "/etc/x.mp3", ".sonolog/x.mp3", "x.txt", "a/", "x\0.mp3")) {
      assertThatThrownBy(() -> archive.create(root, name, Scene.MODE))
          .as(name)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsToldWithItsName() throws Exception {
    Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> archive.create(root, "file/one.mp3", Scene.MODE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file/one.mp3");
  }

  @Test
  void anotherHeadLengthIsRefused() throws Exception {
    SegmentFile file = archive.create(root, "one.mp3", Scene.MODE);
    file.head(new byte[4]);
    assertThatThrownBy(() -> file.replaceHead(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class);
    file.abandon();
  }

  @Test
  void aFileThatWasEndedTakesNothing() throws Exception {
    SegmentFile file = archive.create(root, "one.mp3", Scene.MODE);
    file.abandon();
    assertThatThrownBy(file::flush).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(file::seal).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anUnfinishedFileThatSomebodyDeletedFailsItsSeal() throws Exception {
    SegmentFile file = archive.create(root, "one.mp3", Scene.MODE);
    file.append(new byte[10], 0, 10);
    Files.delete(root.resolve("one.mp3.part"));
    assertThatThrownBy(() -> file.seal().get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("one.mp3.part");
    assertThat(Optional.of(root.resolve("one.mp3")))
        .hasValueSatisfying(f -> assertThat(f).doesNotExist());
  }

  private static String sha256sum(String pipe) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", pipe + " | sha256sum").start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return line.substring(0, line.indexOf(' '));
  }
}
