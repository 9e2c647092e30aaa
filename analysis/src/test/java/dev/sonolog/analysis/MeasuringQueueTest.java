package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.jobs.JobCancelledException;
import dev.sonolog.jobs.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MeasuringQueueTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a measurer was given, and what it is to do with it. */
  private final BlockingQueue<Held> begun = new ArrayBlockingQueue<>(100);

  private final ConcurrentLinkedQueue<MeasuringTask> inBackground = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Optional<? extends Throwable>> ended = new ArrayBlockingQueue<>(100);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** A task that is held until the test says what comes of it. */
  private record Held(
      MeasuringTask task,
      Consumer<? super Message.Progress> progress,
      BlockingQueue<Optional<Throwable>> outcome) {
    void finish() {
      outcome.add(Optional.empty());
    }

    void fail(IOException failure) {
      outcome.add(Optional.of(failure));
    }

    void defect(Error defect) {
      outcome.add(Optional.of(defect));
    }
  }

  private final class Scripted implements Measurer {
    private volatile Optional<Held> now = Optional.empty();

    @Override
    public void measure(
        MeasuringTask task, boolean aside, Consumer<? super Message.Progress> progress)
        throws IOException, InterruptedException {
      Held held = new Held(task, progress, new ArrayBlockingQueue<>(2));
      now = Optional.of(held);
      begun.add(held);
      Optional<Throwable> failure = held.outcome().take();
      now = Optional.empty();
      switch (failure.orElse(null)) {
        case null -> {}
        case Error e -> throw e;
        case IOException e -> throw e;
        case Throwable e -> throw new AssertionError(e);
      }
    }

    @Override
    public void cancel() {
      now.ifPresent(held -> held.fail(new IOException("broken off")));
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private final Background background =
      new Background() {
        @Override
        public Optional<MeasuringTask> next() {
          return Optional.ofNullable(inBackground.poll());
        }

        @Override
        public void ended(MeasuringTask task, Optional<? extends Throwable> failure) {
          ended.add(failure);
        }
      };

  private MeasuringQueue queue(int workers) {
    return MeasuringQueue.start(background, workers, Scripted::new);
  }

  private static MeasuringTask task(int number) {
    return MeasuringTask.levels(Segments.growing(Path.of("/x/" + number + ".mp3"), number));
  }

  private static void awaitDone(MeasuringQueue.Ticket ticket) throws Exception {
    assertThat(ticket.await(PATIENCE)).isTrue();
  }

  @Test
  void jobsAreDoneInOrderByAsManyAsThereAre() throws Exception {
    try (MeasuringQueue queue = queue(2)) {
      List<MeasuringQueue.Ticket> tickets = new ArrayList<>();
      for (int number = 0; number < 4; number++) {
        tickets.add(queue.ask(task(number)));
      }
      Held first = begun.take();
      Held second = begun.take();
      assertThat(List.of(first.task(), second.task())).containsExactlyInAnyOrder(task(0), task(1));
      assertThat(begun).isEmpty();
      assertThat(queue.jobs())
          .extracting(MeasuringQueue.JobStatus::running)
          .containsExactly(true, true, false, false);
      first.finish();
      Held third = begun.take();
      assertThat(third.task()).isEqualTo(task(2));
      second.finish();
      third.finish();
      begun.take().finish();
      for (MeasuringQueue.Ticket ticket : tickets) {
        awaitDone(ticket);
      }
      assertThat(queue.jobs()).isEmpty();
    }
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsAskedForTwiceIsDoneOnceAndEndsWithTheLastInterest() throws Exception {
    try (MeasuringQueue queue = queue(1)) {
      MeasuringQueue.Ticket one = queue.ask(task(1));
      Held held = begun.take();
      MeasuringQueue.Ticket other = queue.ask(task(1));
      assertThat(queue.jobs()).hasSize(1);
      one.close();
      one.close();
      assertThat(other.await(Duration.ZERO)).isFalse();
      held.finish();
      awaitDone(other);
      MeasuringQueue.Ticket alone = queue.ask(task(1));
      assertThat(begun.take().task()).isEqualTo(task(1));
      alone.close();
      MeasuringQueue.Ticket next = queue.ask(task(2));
      begun.take().finish();
      awaitDone(next);
      assertThat(queue.jobs()).isEmpty();
    }
  }

  @Test
  void whatSomebodyAsksForComesBeforeTheRest() throws Exception {
    inBackground.addAll(List.of(task(1), task(2)));
    try (MeasuringQueue queue = queue(1)) {
      Held first = begun.take();
      assertThat(queue.jobs().getFirst().asked()).isFalse();
      MeasuringQueue.Ticket ticket = queue.ask(task(3));
      first.finish();
      Held asked = begun.take();
      assertThat(asked.task()).isEqualTo(task(3));
      asked.finish();
      awaitDone(ticket);
      Held second = begun.take();
      assertThat(second.task()).isEqualTo(task(2));
      second.finish();
    }
  }

  @Test
  void whoAsksForWhatRunsInTheBackgroundDoesNotEndItByLeaving() throws Exception {
    inBackground.add(task(1));
    try (MeasuringQueue queue = queue(1)) {
      Held held = begun.take();
      queue.ask(task(1)).close();
      held.finish();
      assertThat(ended.take()).isEmpty();
    }
  }

  @Test
  void progressIsShownAndACancelledJobEndsWithIt() throws Exception {
    try (MeasuringQueue queue = queue(1)) {
      MeasuringQueue.Ticket ticket = queue.ask(task(1));
      Held held = begun.take();
      Message.Progress half = new Message.Progress(50, OptionalLong.of(100));
      held.progress().accept(half);
      assertThat(ticket.progress()).isEqualTo(half);
      MeasuringQueue.JobStatus job = queue.jobs().getFirst();
      assertThat(job.progress()).isEqualTo(half);
      assertThat(queue.cancel(job.id())).isTrue();
      assertThatThrownBy(() -> held.progress().accept(half))
          .isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> ticket.await(PATIENCE)).isInstanceOf(JobCancelledException.class);
      assertThat(queue.cancel(job.id())).isFalse();
    }
  }

  @Test
  void whatRunsInTheBackgroundCanBeCancelledToo() throws Exception {
    inBackground.add(task(1));
    try (MeasuringQueue queue = queue(1)) {
      begun.take();
      assertThat(queue.cancel(queue.jobs().getFirst().id())).isTrue();
      assertThat(ended.take().orElseThrow()).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void aDefectFailsOneJobAndTheNextOneIsDone() throws Exception {
    try (MeasuringQueue queue = queue(1)) {
      MeasuringQueue.Ticket broken = queue.ask(task(1));
      begun.take().defect(new StackOverflowError("deep"));
      assertThatThrownBy(() -> broken.await(PATIENCE)).hasMessage("deep");
      MeasuringQueue.Ticket fine = queue.ask(task(2));
      begun.take().finish();
      awaitDone(fine);
    }
  }

  @Test
  void whatWaitsCanBeCancelledToo() throws Exception {
    try (MeasuringQueue queue = queue(1)) {
      MeasuringQueue.Ticket first = queue.ask(task(1));
      Held held = begun.take();
      MeasuringQueue.Ticket second = queue.ask(task(2));
      assertThat(queue.cancel(queue.jobs().getLast().id())).isTrue();
      assertThatThrownBy(() -> second.await(PATIENCE)).hasMessageContaining("cancelled");
      held.finish();
      awaitDone(first);
      assertThat(queue.jobs()).isEmpty();
    }
  }

  @Test
  void aFailureIsToldToWhoAskedAndTheNextJobIsDone() throws Exception {
    try (MeasuringQueue queue = queue(1)) {
      MeasuringQueue.Ticket broken = queue.ask(task(1));
      begun.take().fail(new UnmeasurableException("it is no audio"));
      assertThatThrownBy(() -> broken.await(PATIENCE))
          .isInstanceOf(UnmeasurableException.class)
          .hasMessage("it is no audio");
      MeasuringQueue.Ticket lost = queue.ask(task(2));
      begun.take().fail(new IOException("no worker"));
      assertThatThrownBy(() -> lost.await(PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessage("no worker");
      MeasuringQueue.Ticket fine = queue.ask(task(3));
      begun.take().finish();
      awaitDone(fine);
    }
  }

  @Test
  void moreThanAThousandAreRefusedAndAClosedOneRefusesAll() throws Exception {
    MeasuringQueue queue = queue(1);
    MeasuringQueue.Ticket first = queue.ask(task(0));
    begun.take();
    for (int number = 1; number <= 1_000; number++) {
      var _ = queue.ask(task(number));
    }
    assertThatThrownBy(() -> queue.ask(task(1_001))).hasMessageContaining("1000 other");
    queue.close();
    assertThatThrownBy(() -> first.await(PATIENCE)).hasMessageContaining("cancelled");
    assertThatThrownBy(() -> queue.ask(task(1))).hasMessageContaining("stops");
  }
}
