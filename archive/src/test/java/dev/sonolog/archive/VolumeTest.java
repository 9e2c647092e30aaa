package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that hangs is an operation that does not return until the test lets it. */
final class VolumeTest {
  private static final Duration BRIEF = Duration.ofMillis(100);

  @TempDir Path root;
  private final CountDownLatch answers = new CountDownLatch(1);

  @Test
  void operationsRunInTheirOrder() throws Exception {
    Volume volume = new Volume("v");
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      var _ = volume.run(() -> order.add(number));
    }
    assertThat(volume.close(Scene.DEADLINE)).isTrue();
    assertThat(order).hasSize(1000).isSorted();
  }

  @Test
  void aHungDiskIsToldToItsWritersAndLosesNothingThatItWasGiven() throws Exception {
    Volume volume = new Volume("v", SegmentFile.BUFFER * 2L, BRIEF);
    SegmentFile file = file(volume, "one.mp3");
    hang(volume);
    byte[] batch = new byte[SegmentFile.BUFFER];
    file.append(batch, 0, batch.length);
    file.append(batch, 0, batch.length);
    assertThatThrownBy(() -> file.append(batch, 0, batch.length))
        .isInstanceOf(VolumeStalledException.class);
    assertThatThrownBy(file::flush).isInstanceOf(VolumeStalledException.class);
    assertThat(file.safeLength()).isZero();
    file.abandon();

    answers.countDown();

    assertThat(volume.close(Scene.DEADLINE)).isTrue();
    assertThat(root.resolve("one.mp3.part")).hasSize(3L * SegmentFile.BUFFER);
  }

  @Test
  void aHungDiskHoldsNoVirtualThreadAndNoOtherVolume() throws Exception {
    Volume hung = new Volume("hung", 1, Duration.ofSeconds(20));
    Volume other = new Volume("other");
    hang(hung);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> stuck = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        stuck.add(threads.submit(() -> hung.await(hung.ask(() -> true))));
      }
      Future<SealedFile> free = threads.submit(() -> sealed(other, "free.mp3"));
      assertThat(free.get(20, TimeUnit.SECONDS).bytes()).isEqualTo(3);
      assertThat(stuck).noneMatch(Future::isDone);
      answers.countDown();
      for (Future<Boolean> waiting : stuck) {
        assertThat(waiting.get()).isTrue();
      }
    }
    assertThat(hung.close(Scene.DEADLINE)).isTrue();
    assertThat(other.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void aSlowForceDelaysNoWrite() throws Exception {
    Volume volume = new Volume("v");
    SegmentFile file = file(volume, "one.mp3");
    var _ = volume.force(this::awaitAnswer);
    file.append(new byte[100], 0, 100);
    file.flush();
    volume.await(volume.ask(() -> true));
    assertThat(file.safeLength()).isEqualTo(100);
    answers.countDown();
    file.abandon();
    assertThat(volume.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void aSlowForceOfOneFileDelaysNoSealOfAnother() throws Exception {
    Volume volume = new Volume("v");
    hangForce(volume, Volume.FORCERS - 1);
    assertThat(sealed(volume, "one.mp3").file()).isEqualTo(root.resolve("one.mp3")).hasSize(3);
    answers.countDown();
    assertThat(volume.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void closingLetsASealFinishWhoseForceIsLate() throws Exception {
    Volume volume = new Volume("v");
    SegmentFile file = file(volume, "one.mp3");
    file.append(new byte[3], 0, 3);
    hangForce(volume, Volume.FORCERS);
    CompletableFuture<SealedFile> sealed = file.seal();
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    Thread closer = Thread.ofPlatform().start(() -> closed.complete(volume.close(Scene.DEADLINE)));
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    answers.countDown();
    assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sealed.get(20, TimeUnit.SECONDS).file()).isEqualTo(root.resolve("one.mp3"));
    assertThat(root.resolve("one.mp3.part")).doesNotExist();
  }

  @Test
  void oneForceOfAFolderServesAllWhoAskedBeforeItBegan() throws Exception {
    Lane forcer = new Lane("force", Volume.QUEUE_BYTES, 1).start();
    AtomicLong forces = new AtomicLong();
    CountDownLatch begun = new CountDownLatch(1);
    FolderForces folders =
        new FolderForces(
            forcer,
            _ -> {
              forces.incrementAndGet();
              begun.countDown();
              awaitQuietly();
            });
    CompletableFuture<?> first = folders.force(root);
    begun.await();
    List<CompletableFuture<?>> late = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      late.add(folders.force(root));
    }
    answers.countDown();
    CompletableFuture.allOf(late.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    assertThat(first).isDone();
    assertThat(forces).as("one that had begun, and one for all behind it").hasValue(2);
    assertThat(forcer.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void aFullQueueLetsItsWriterWaitUntilThereIsRoom() throws Exception {
    Volume volume = new Volume("v", 100, Scene.DEADLINE);
    hang(volume);
    var _ = volume.write(100, () -> {});
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              try {
                var _ = volume.write(1, () -> {});
                waiting.complete(true);
              } catch (IOException e) {
                waiting.completeExceptionally(e);
              }
            });
    while (writer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(waiting).isNotDone();
    answers.countDown();
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(volume.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void aHungVolumeIsLeftBehindAtTheDeadline() {
    Volume volume = new Volume("v");
    hang(volume);
    assertThat(volume.close(BRIEF)).isFalse();
    answers.countDown();
  }

  @Test
  void aFailedOperationConcernsItsCallerAlone() throws Exception {
    Volume volume = new Volume("v");
    CompletableFuture<Boolean> bad =
        volume.ask(
            () -> {
              throw new IOException("broken sector");
            });
    assertThat(volume.await(volume.ask(() -> true))).isTrue();
    assertThatThrownBy(() -> volume.await(bad))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken sector");
    assertThat(volume.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void directoriesOfOneFileSystemShareAVolume() throws Exception {
    Path a = Files.createDirectory(root.resolve("a"));
    Path b = Files.createDirectory(root.resolve("b"));
    Volumes volumes = Volumes.of(List.of(a, b));
    assertThat(volumes.volume(a.resolve("x/y.mp3"))).isEqualTo(volumes.volume(b)).isPresent();
    assertThat(volumes.volume(root)).isEmpty();
    assertThat(volumes.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void aFileIsForcedWhenTheIntervalIsOverAndNotBefore() throws Exception {
    Volume volume = new Volume("v");
    AtomicLong clock = new AtomicLong();
    PartFile part =
        volume.await(volume.ask(() -> PartFile.create(root.resolve("a.mp3"), Scene.MODE)));
    SegmentFile file = new SegmentFile(volume, part, Duration.ofSeconds(5), clock::get, _ -> {});
    hangForce(volume, Volume.FORCERS);
    file.append(new byte[1], 0, 1);
    clock.set(Duration.ofSeconds(5).toNanos() - 1);
    file.flush();
    assertThat(volume.forceWaiting()).isZero();
    clock.incrementAndGet();
    file.flush();
    assertThat(volume.forceWaiting()).isEqualTo(1);
    clock.addAndGet(Duration.ofSeconds(50).toNanos());
    file.flush();
    assertThat(volume.forceWaiting()).as("one at a time").isEqualTo(1);
    answers.countDown();
    file.abandon();
    assertThat(volume.close(Scene.DEADLINE)).isTrue();
  }

  private void hang(Volume volume) {
    var _ = volume.run(this::awaitAnswer);
  }

  /** Returns when so many force threads are in it. */
  private void hangForce(Volume volume, int threads) throws InterruptedException {
    CountDownLatch hangs = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      var _ =
          volume.force(
              () -> {
                hangs.countDown();
                awaitAnswer();
              });
    }
    hangs.await();
  }

  private void awaitQuietly() {
    try {
      awaitAnswer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() throws IOException {
    try {
      answers.await();
    } catch (InterruptedException e) {
      throw new IOException("A thread that writes files was interrupted", e);
    }
  }

  private SealedFile sealed(Volume volume, String name) throws Exception {
    SegmentFile file = file(volume, name);
    file.append(new byte[3], 0, 3);
    return file.seal().get();
  }

  private SegmentFile file(Volume volume, String name) throws IOException {
    PartFile part = volume.await(volume.ask(() -> PartFile.create(root.resolve(name), Scene.MODE)));
    return new SegmentFile(volume, part, Duration.ZERO, System::nanoTime, _ -> {});
  }
}
