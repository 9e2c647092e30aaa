package dev.sonolog.analysis;

import dev.sonolog.jobs.JobCancelledException;
import dev.sonolog.jobs.Message;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is measured in a recorder, by a few threads: what somebody asks for, in the order in which
 * it came, and while nobody does what the {@link Backlog} holds. What is asked for twice is done
 * once. Recording never waits for it.
 *
 * <p>Any thread may ask. A job that all have lost interest in is broken off.
 */
public final class MeasuringQueue implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MeasuringQueue.class.getName());

  /** How many jobs may wait; who asks for many asks for one after the other. */
  private static final int MOST_WAITING = 1_000;

  /** How often an idle thread looks for something to do. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * A job as it is now.
   *
   * @param id for {@link #cancel}
   * @param asked whether somebody waits for it
   * @param running else it waits
   * @param progress frames that are done, and of how many
   */
  public record JobStatus(
      long id, MeasuringTask task, boolean asked, boolean running, Message.Progress progress) {}

  private static final class Job {
    final long id;
    final MeasuringTask task;
    final boolean inBackground;
    final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

    /** Guarded by the queue's lock, as {@link #measurer}. */
    int askers;

    @Nullable Measurer measurer;
    volatile boolean cancelled;
    volatile Message.Progress progress = new Message.Progress(0, OptionalLong.empty());

    Job(long id, MeasuringTask task, boolean inBackground) {
      this.id = id;
      this.task = task;
      this.inBackground = inBackground;
    }
  }

  private final Background background;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final List<Job> running = new ArrayList<>();
  private final List<Thread> threads;
  private long jobs;
  private boolean closed;

  private MeasuringQueue(Background background, Collection<Measurer> measurers) {
    this.background = background;
    this.threads =
        measurers.stream()
            .map(
                measurer ->
                    Thread.ofPlatform().daemon().name("measuring").unstarted(() -> work(measurer)))
            .toList();
  }

  /**
   * Begins to work.
   *
   * @param workers how many jobs run at a time, 1 or more
   * @param measurers makes one for each; the queue closes them
   */
  static MeasuringQueue start(Background background, int workers, Supplier<Measurer> measurers) {
    MeasuringQueue queue =
        new MeasuringQueue(background, Stream.generate(measurers).limit(workers).toList());
    queue.threads.forEach(Thread::start);
    return queue;
  }

  /**
   * Begins to work on an archive.
   *
   * @param workers how many jobs run at a time, 1 or more
   * @param measurers makes one for each; the queue closes them
   */
  public static MeasuringQueue start(Backlog backlog, int workers, Supplier<Measurer> measurers) {
    return start((Background) backlog, workers, measurers);
  }

  /** Somebody's interest in a job. Closing it ends that. */
  public final class Ticket implements AutoCloseable {
    private final Job job;
    private boolean open = true;

    private Ticket(Job job) {
      this.job = job;
    }

    /** How far it is. */
    public Message.Progress progress() {
      return job.progress;
    }

    /**
     * Waits until it is done.
     *
     * @return whether it is done
     * @throws UnmeasurableException if the file cannot be measured
     * @throws JobCancelledException if somebody cancelled it, or the queue was closed
     * @throws IOException if it could not be measured now
     */
    public boolean await(Duration most) throws IOException, InterruptedException {
      try {
        return job.outcome.get(most.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        return false;
      } catch (CancellationException _) {
        throw new JobCancelledException();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case UnmeasurableException unmeasurable -> throw unmeasurable;
          case null, default -> throw new IOException(String.valueOf(reason(e)), e);
        }
      }
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        leave(job);
      }
    }
  }

  private static @Nullable String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null ? e.toString() : cause.getMessage();
  }

  /**
   * Asks for something to be measured.
   *
   * @throws IOException if too much waits, or nothing is measured any more
   */
  public Ticket ask(MeasuringTask task) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("Nothing is measured any more: the recorder stops");
      }
      Job job = known(it -> it.task.equals(task) && !it.cancelled).orElse(null);
      if (job == null) {
        if (waiting.size() >= MOST_WAITING) {
          throw new IOException(waiting.size() + " other recordings wait to be measured");
        }
        job = new Job(++jobs, task, false);
        waiting.addLast(job);
        changed.signal();
      }
      job.askers++;
      return new Ticket(job);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Job> known(Predicate<Job> which) {
    return Stream.concat(running.stream(), waiting.stream()).filter(which).findFirst();
  }

  /** What runs, and then what waits, in order. */
  public List<JobStatus> jobs() {
    lock.lock();
    try {
      return Stream.concat(
              running.stream().map(job -> status(job, true)),
              waiting.stream().map(job -> status(job, false)))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private static JobStatus status(Job job, boolean running) {
    return new JobStatus(job.id, job.task, job.askers > 0, running, job.progress);
  }

  /**
   * Ends a job for all who wait for it.
   *
   * @return whether there was one
   */
  public boolean cancel(long id) {
    lock.lock();
    try {
      Optional<Job> job = known(it -> it.id == id && !it.cancelled);
      job.ifPresent(this::end);
      return job.isPresent();
    } finally {
      lock.unlock();
    }
  }

  private void leave(Job job) {
    lock.lock();
    try {
      job.askers--;
      if (job.askers == 0 && !job.inBackground && !job.outcome.isDone()) {
        end(job);
      }
    } finally {
      lock.unlock();
    }
  }

  /** With the lock. */
  private void end(Job job) {
    job.cancelled = true;
    job.outcome.cancel(false);
    if (!waiting.remove(job)) {
      Optional.ofNullable(job.measurer).ifPresent(Measurer::cancel);
    }
  }

  // --- the threads

  private void work(Measurer measurer) {
    try (measurer) {
      Optional<Job> job = next(measurer);
      while (job.isPresent()) {
        run(job.get(), measurer);
        job = next(measurer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(); // nobody waits for what no thread does
    }
  }

  /** What this thread does next; nothing when it ends. */
  private Optional<Job> next(Measurer measurer) throws InterruptedException {
    Optional<Job> job = takeAsked(measurer, Duration.ZERO);
    while (job.isEmpty() && !isClosed()) {
      Optional<MeasuringTask> task = inBackground();
      job = task.isPresent() ? takeBackground(measurer, task.get()) : takeAsked(measurer, LOOK);
    }
    return job;
  }

  private Optional<MeasuringTask> inBackground() {
    try {
      return background.next();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "What is to be measured is not known, by a defect", e);
      return Optional.empty();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Job> takeAsked(Measurer measurer, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (waiting.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return closed ? Optional.empty() : Optional.ofNullable(begun(waiting.pollFirst(), measurer));
    } finally {
      lock.unlock();
    }
  }

  private Optional<Job> takeBackground(Measurer measurer, MeasuringTask task) {
    lock.lock();
    try {
      return closed
          ? Optional.empty()
          : Optional.ofNullable(begun(new Job(++jobs, task, true), measurer));
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job begun(@Nullable Job job, Measurer measurer) {
    if (job != null) {
      job.measurer = measurer;
      running.add(job);
    }
    return job;
  }

  private void run(Job job, Measurer measurer) throws InterruptedException {
    Optional<Throwable> failure = Optional.empty();
    try {
      measurer.measure(job.task, job.inBackground, progress -> goOn(job, progress));
    } catch (IOException
        | RuntimeException
        | Error e) { // the other jobs have nothing to do with it
      failure = Optional.of(job.cancelled ? new CancellationException() : e);
    } finally {
      ended(job);
    }
    settle(job, failure);
  }

  private void settle(Job job, Optional<Throwable> failure) {
    failure.filter(it -> !job.cancelled).ifPresent(it -> log(job, it));
    try {
      if (job.inBackground) {
        background.ended(job.task, failure);
      }
    } finally {
      if (failure.isEmpty()) {
        job.outcome.complete(true);
      } else {
        job.outcome.completeExceptionally(failure.get());
      }
    }
  }

  private static void log(Job job, Throwable failure) {
    LOG.log(
        failure instanceof IOException ? Level.WARNING : Level.ERROR,
        "{0} was not measured: {1}",
        job.task.segment().file(),
        failure.toString());
  }

  private static void goOn(Job job, Message.Progress progress) {
    if (job.cancelled) {
      throw new CancellationException();
    }
    job.progress = progress;
  }

  private void ended(Job job) {
    lock.lock();
    try {
      job.measurer = null;
      running.remove(job);
    } finally {
      lock.unlock();
    }
  }

  /** Breaks off all jobs; returns at once. What waits is cancelled, and nothing more is taken. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      List.copyOf(waiting).forEach(this::end);
      List.copyOf(running).forEach(this::end);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
