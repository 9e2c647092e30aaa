package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a connection waits, on a clock that only the test moves. */
@Timeout(20)
class WireTest {
  private static final Duration STALL = Duration.ofSeconds(15);

  private final Clock clock = new Clock();
  private final Wire wire = new Wire(clock, Duration.ofSeconds(10));
  private final Network network = new Network();
  private final AtomicInteger waits = new AtomicInteger();

  /** Waits take no real time and are written down. */
  private static final class Clock implements TimeSource {
    private final List<Duration> waits = new ArrayList<>();
    private long nanos = 1_000;
    private Duration real = Duration.ZERO;

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Duration realWait(Duration duration) {
      waits.add(duration);
      return real;
    }

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }

    int pauses() {
      return (int) waits.stream().filter(Wire.PAUSE::equals).count();
    }
  }

  /** Gives one byte at every read; whether it had come before is the test's choice. */
  private static final class Network extends InputStream {
    private boolean waiting;
    private int silentReads;

    @Override
    public int read() {
      return 1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws SocketTimeoutException {
      if (silentReads > 0) {
        silentReads--;
        throw new SocketTimeoutException("nothing came");
      }
      return 1;
    }

    @Override
    public int available() {
      return waiting ? 1 : 0;
    }
  }

  @BeforeEach
  void countWaits() {
    wire.beforeWaiting(waits::incrementAndGet);
    wire.stream(STALL);
  }

  private void read() throws IOException {
    try (Socket socket = new Socket()) {
      assertThat(wire.read(socket, network, new byte[8], 0, 8)).isEqualTo(1);
    }
    wire.restart();
  }

  @Test
  void aNewStreamIsReadAsItComes() throws IOException {
    for (int i = 0; i < 50; i++) {
      read();
      clock.pass(Duration.ofMillis(100));
    }
    assertThat(clock.pauses()).isZero();
    assertThat(waits).hasValue(50);
  }

  @Test
  void aSettledStreamPausesBeforeEachReadThatWouldWait() throws IOException {
    clock.pass(Wire.SETTLING.plusNanos(1));
    for (int i = 0; i < 10; i++) {
      read();
    }
    assertThat(clock.pauses()).isEqualTo(10);
    assertThat(waits).hasValue(10);
  }

  @Test
  void whatHasComeIsReadWithoutAnyPause() throws IOException {
    clock.pass(Wire.SETTLING.plusNanos(1));
    network.waiting = true;
    for (int i = 0; i < 10; i++) {
      read();
    }
    assertThat(clock.pauses()).isZero();
    assertThat(waits).hasValue(0);
  }

  @Test
  void theOwnerIsAskedAgainAndAgainWhileNothingComes() throws IOException {
    network.silentReads = 7;
    read();
    assertThat(waits).hasValue(1 + 7);
    assertThat(clock.waits).contains(Wire.LOOK).doesNotContain(STALL);
  }

  @Test
  void arrivalIsTheTimeOfTheLastRead() throws IOException {
    clock.pass(Duration.ofSeconds(3));
    read();
    long arrival = clock.nanos;
    clock.pass(Duration.ofSeconds(1));
    assertThat(wire.arrivalNanos()).isEqualTo(arrival);
  }

  @Test
  void bytesAloneDoNotStretchTheStallTimeOut() throws IOException {
    network.waiting = true;
    try (Socket socket = new Socket()) {
      for (int i = 0; i < 14; i++) {
        clock.pass(Duration.ofSeconds(1));
        assertThat(wire.read(socket, network, new byte[8], 0, 8)).isEqualTo(1);
      }
      clock.pass(Duration.ofSeconds(1));
      assertThatThrownBy(() -> wire.read(socket, network, new byte[8], 0, 8))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("15.0 s");
    }
  }

  @Test
  void timeThatTheRecorderTookIsNoStall() throws IOException {
    clock.pass(Duration.ofMinutes(5));
    wire.excuse(Duration.ofMinutes(5).toNanos());
    read();
    assertThat(wire.bytes()).isEqualTo(1);
  }

  @Test
  void abortingEndsAPauseAtOnce() throws Exception {
    clock.pass(Wire.SETTLING.plusNanos(1));
    clock.real = Duration.ofHours(1);
    CompletableFuture<Void> parked = new CompletableFuture<>();
    wire.beforeWaiting(() -> parked.complete(null));
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> ended.complete(failureOfRead()));
    parked.get(10, TimeUnit.SECONDS);
    wire.abort();
    assertThat(ended.get(10, TimeUnit.SECONDS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed by the recorder");
  }

  private Throwable failureOfRead() {
    try {
      read();
      return new AssertionError("It read on");
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void aHungLookUpIsLeftAtOnceWhenAborted() throws Exception {
    clock.real = Duration.ofHours(1);
    CompletableFuture<String> hung = new CompletableFuture<>();
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                ended.complete(new AssertionError(wire.await(hung)));
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    wire.abort();
    assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
  }
}
