package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ReaderThreadsTest {
  @Test
  void aStoreThatHangsFailsItsOwnRequestsAndNoOthers() throws IOException {
    CountDownLatch disk = new CountDownLatch(1);
    try (ReaderThreads hung = new ReaderThreads("hung", 1, Duration.ofMillis(20));
        ReaderThreads sound = new ReaderThreads("sound", 1, Duration.ofSeconds(20))) {
      assertThatThrownBy(() -> hung.call(() -> wait(disk)))
          .isInstanceOf(IOException.class)
          .hasMessage("hung does not answer");
      assertThatThrownBy(() -> hung.call(() -> "waits behind it"))
          .hasMessage("hung does not answer");
      assertThat(sound.call(() -> "read")).isEqualTo("read");
    } finally {
      disk.countDown();
    }
  }

  @Test
  void whatIsOpenedTooLateIsClosed() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (ReaderThreads hung = new ReaderThreads("hung", 1, Duration.ofMillis(20))) {
      assertThatThrownBy(() -> hung.open(() -> opened(disk, closed)))
          .hasMessage("hung does not answer");
      disk.countDown();
      assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      disk.countDown();
    }
  }

  private static AutoCloseable opened(CountDownLatch disk, CountDownLatch closed)
      throws InterruptedException {
    wait(disk);
    return closed::countDown;
  }

  @Test
  void noMoreThanSoManyWait() throws IOException {
    CountDownLatch disk = new CountDownLatch(1);
    List<Future<Boolean>> waiting = new ArrayList<>();
    try (ReaderThreads hung = new ReaderThreads("hung", 1, Duration.ofSeconds(20))) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  waiting.add(hung.submit(() -> wait(disk)));
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessage("Too many wait for files of hung");
      assertThat(waiting).hasSize(65);
      disk.countDown();
      for (Future<Boolean> each : waiting) {
        assertThat(hung.await(each)).isTrue();
      }
    } finally {
      disk.countDown();
    }
  }

  @Test
  void aFailureIsTheReaders() {
    try (ReaderThreads threads = new ReaderThreads("test", 1, Duration.ofSeconds(20))) {
      IOException failure = new IOException("no such device");
      assertThatThrownBy(
              () ->
                  threads.call(
                      () -> {
                        throw failure;
                      }))
          .isSameAs(failure);
      assertThatThrownBy(
              () ->
                  threads.call(
                      () -> {
                        throw new IllegalStateException("closed");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    CountDownLatch disk = new CountDownLatch(1);
    try (ReaderThreads threads = new ReaderThreads("test", 1, Duration.ofSeconds(20))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> threads.call(() -> wait(disk)))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      disk.countDown();
    }
  }

  private static boolean wait(CountDownLatch disk) throws InterruptedException {
    disk.await();
    return true;
  }
}
