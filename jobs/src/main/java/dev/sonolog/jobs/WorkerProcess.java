package dev.sonolog.jobs;

import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The worker as the recorder's side sees it: started with the first job, ended when it had none for
 * a while, started again when it died. Any thread may ask; jobs take their turn, in the order in
 * which they came. A caller waits on its own thread, a platform thread, as files are looked at.
 *
 * <p>A worker that dies, hangs or talks nonsense is killed, fails the one job that it had, and is
 * replaced by the next job. Whether a file is tried again is the caller's business.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(WorkerProcess.class.getName());

  /** A spectrogram takes so many times as long as decoding at most. */
  private static final long TRANSFORM = 4;

  /** Coding takes so many times as long as decoding at most. */
  private static final long ENCODING = 4;

  /** Loudness and true peak take so many times as long as decoding at most. */
  private static final long WHOLE = 12;

  private final List<String> command;
  private final WorkerLimits limits;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final ScheduledThreadPoolExecutor undertaker;

  /** Guarded by {@link #turn}. */
  private @Nullable LiveWorker worker;

  private long jobs;
  private volatile boolean closed;

  /** The one that has a job now. */
  private volatile @Nullable LiveWorker busy;

  /** One job as it was asked for. */
  private record Task(
      Message.Job job, Duration allowed, Consumer<? super Message.Progress> progress) {}

  /** Gathers the answers to a job. */
  @FunctionalInterface
  private interface Answers<R> {
    /**
     * Takes an answer that is neither progress nor a failure.
     *
     * @return the result, once it is whole
     * @throws IOException if it is no answer to this job
     */
    Optional<R> take(Message message) throws IOException;
  }

  /**
   * @param command as {@link WorkerCommand#words} gives it
   */
  public WorkerProcess(List<String> command, WorkerLimits limits) {
    this.command = List.copyOf(command);
    this.limits = limits;
    this.undertaker =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("worker-idle").factory());
    this.undertaker.setRemoveOnCancelPolicy(true);
  }

  /**
   * Measures a file. An interrupt ends the job.
   *
   * @param file as it is now; need not be absolute
   * @param progress is told on the calling thread
   * @throws JobFailedException if the file cannot be measured
   * @throws WorkerDiedException if the worker died of it, or had to be killed
   * @throws JobCancelledException after {@link #cancel}
   * @throws IOException if no worker can be started
   * @throws InterruptedException if the thread was interrupted; the worker is killed then
   */
  public LevelData measure(Path file, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    Duration allowed = limits.deadline(Files.size(file));
    LevelDataParts parts = new LevelDataParts();
    return run(
        new Task(new Message.Measure(file.toAbsolutePath()), allowed, progress),
        message -> measured(parts, message));
  }

  private static Optional<LevelData> measured(LevelDataParts parts, Message message)
      throws IOException {
    switch (message) {
      case Message.Windows part -> parts.add(part);
      case Message.Peaks part -> parts.add(part);
      case Message.Measured measured -> {
        return Optional.of(parts.join(measured));
      }
      case Message.Hello _,
          Message.Job _,
          Message.Progress _,
          Message.Done _,
          Message.Summarised _,
          Message.Cells _,
          Message.Drawn _,
          Message.Failed _ ->
          throw noAnswer();
    }
    return Optional.empty();
  }

  /**
   * Measures a file as one recording; see {@link #measure}, whose exceptions are the same.
   *
   * @param settings what silence is
   */
  public SoundSummary summarise(
      Path file, SummarySettings settings, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    Duration allowed = limits.deadline(Math.multiplyExact(WHOLE, Files.size(file)));
    Message.Summarise job = new Message.Summarise(file.toAbsolutePath(), settings);
    return run(new Task(job, allowed, progress), WorkerProcess::summarised);
  }

  private static Optional<SoundSummary> summarised(Message message) throws IOException {
    if (message instanceof Message.Summarised summarised) {
      return Optional.of(summarised.summary());
    }
    throw noAnswer();
  }

  /**
   * Makes a spectrogram of a span of a file; see {@link #measure}, whose exceptions are the same.
   *
   * @param order whose file is absolute
   */
  public SpectrogramData draw(SpectrogramOrder order, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    long length = Files.size(order.part().file());
    Duration allowed = limits.deadline(Math.multiplyExact(TRANSFORM, length));
    SpectrogramParts parts = new SpectrogramParts(order.settings());
    return run(
        new Task(new Message.Draw(order), allowed, progress), message -> drawn(parts, message));
  }

  private static Optional<SpectrogramData> drawn(SpectrogramParts parts, Message message)
      throws IOException {
    if (message instanceof Message.Cells cells) {
      parts.add(cells);
      return Optional.empty();
    }
    if (message instanceof Message.Drawn drawn) {
      return Optional.of(parts.join(drawn));
    }
    throw noAnswer();
  }

  private static IOException noAnswer() {
    return new IOException("it said what is no answer");
  }

  /**
   * Codes files anew into another one, which gets its name when it is whole; whatever fails,
   * nothing is left of it. An interrupt ends the job.
   *
   * @param order whose output is not there, in a folder that is
   * @param progress is told on the calling thread
   * @throws java.nio.file.FileAlreadyExistsException if the output is there
   * @throws JobFailedException if the input cannot be decoded, the target cannot hold it, or the
   *     output cannot be written
   * @throws WorkerDiedException if the worker died of it, or had to be killed
   * @throws JobCancelledException after {@link #cancel}
   * @throws IOException if no worker can be started, or nothing can be written there
   * @throws InterruptedException if the thread was interrupted; the worker is killed then
   */
  public Transcoded transcode(TranscodeOrder order, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    Duration allowed = limits.deadline(Math.multiplyExact(ENCODING, length(order)));
    try (OutputFile output = new OutputFile(order.output())) {
      Message.Transcode job = new Message.Transcode(order.into(output.unfinished()));
      Transcoded result = run(new Task(job, allowed, progress), WorkerProcess::transcoded);
      output.finish();
      return result;
    }
  }

  /** As many bytes as take the time that it takes to code all this. */
  private static long length(TranscodeOrder order) throws IOException {
    long length = 0;
    for (InputPart part : order.parts()) {
      length +=
          switch (part) {
            case InputPart.Samples samples -> Files.size(samples.file());
            case InputPart.Silence silence -> silence.samples();
          };
    }
    return length;
  }

  private static Optional<Transcoded> transcoded(Message message) throws IOException {
    if (message instanceof Message.Done done) {
      return Optional.of(done.result());
    }
    throw noAnswer();
  }

  private <R> R run(Task task, Answers<R> answers) throws IOException, InterruptedException {
    turn.lockInterruptibly();
    try {
      LiveWorker mine = ready();
      try {
        busy = mine;
        return run(mine, task, answers);
      } finally {
        busy = null;
        leaveIdle();
      }
    } finally {
      turn.unlock();
    }
  }

  private LiveWorker ready() throws IOException, InterruptedException {
    if (closed) {
      throw new IOException("The worker is shut down");
    }
    jobs++;
    LiveWorker mine = worker;
    if (mine == null || mine.isCancelled() || !mine.isAlive()) {
      mine = LiveWorker.start(command, limits.start());
      worker = mine;
      LOGGER.log(Level.DEBUG, "worker {0} started", Long.toString(mine.pid()));
    }
    return mine;
  }

  private <R> R run(LiveWorker mine, Task task, Answers<R> answers)
      throws IOException, InterruptedException {
    boolean done = false;
    try {
      R result = converse(mine, task, answers);
      done = true;
      return result;
    } catch (JobFailedException e) {
      done = true;
      throw e;
    } finally {
      if (!done) {
        mine.kill();
        worker = null;
      }
    }
  }

  private <R> R converse(LiveWorker mine, Task task, Answers<R> answers)
      throws IOException, InterruptedException {
    try {
      mine.send(task.job());
      return listen(mine, task, answers);
    } catch (JobFailedException e) {
      throw e;
    } catch (IOException | TimeoutException e) {
      throw death(mine, task.job().file(), e);
    }
  }

  private <R> R listen(LiveWorker mine, Task task, Answers<R> answers)
      throws IOException, InterruptedException, TimeoutException {
    long begin = System.nanoTime();
    while (true) {
      Duration left = task.allowed().minusNanos(System.nanoTime() - begin);
      switch (answer(mine, left, limits)) {
        case Message.Progress step -> task.progress().accept(step);
        case Message.Failed failed -> throw new JobFailedException(failed.reason());
        case Message other -> {
          Optional<R> result = answers.take(other);
          if (result.isPresent()) {
            return result.get();
          }
        }
      }
    }
  }

  private static Message answer(LiveWorker mine, Duration left, WorkerLimits limits)
      throws IOException, InterruptedException, TimeoutException {
    boolean silenceFirst = limits.silence().compareTo(left) < 0;
    try {
      return mine.answer(silenceFirst ? limits.silence() : left);
    } catch (TimeoutException e) {
      throw new TimeoutException(
          silenceFirst
              ? "it said nothing for " + limits.silence().toMillis() + " ms"
              : "it was not done in time");
    }
  }

  private static IOException death(LiveWorker mine, Path file, Exception cause)
      throws InterruptedException {
    if (mine.isCancelled()) {
      return new JobCancelledException();
    }
    String text = "The worker died of " + file + ": " + mine.obituary(cause.getMessage());
    LOGGER.log(Level.WARNING, text);
    return new WorkerDiedException(text, cause);
  }

  private void leaveIdle() {
    long now = jobs;
    if (!closed) {
      var _ =
          undertaker.schedule(
              () -> endUnlessUsed(now), limits.idle().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void endUnlessUsed(long then) {
    if (turn.tryLock()) {
      try {
        if (jobs == then) {
          endWorker();
        }
      } finally {
        turn.unlock();
      }
    }
  }

  private void endWorker() {
    LiveWorker mine = worker;
    worker = null;
    if (mine != null) {
      mine.end();
      LOGGER.log(Level.DEBUG, "worker {0} ended", Long.toString(mine.pid()));
    }
  }

  /** Ends the job that runs now, if there is one; those that wait for their turn stay. */
  public void cancel() {
    LiveWorker mine = busy;
    if (mine != null) {
      mine.cancel();
    }
  }

  /** The process that lives now; empty where none does, or while one is started or ended. */
  public OptionalLong pid() {
    LiveWorker working = busy;
    LiveWorker mine = working != null ? working : idle();
    return mine != null && mine.isAlive() ? OptionalLong.of(mine.pid()) : OptionalLong.empty();
  }

  private @Nullable LiveWorker idle() {
    if (!turn.tryLock()) {
      return null;
    }
    try {
      return worker;
    } finally {
      turn.unlock();
    }
  }

  /** Ends the job that runs and the worker; later jobs are refused. */
  @Override
  public void close() {
    closed = true;
    undertaker.shutdownNow();
    cancel();
    turn.lock();
    try {
      endWorker();
    } finally {
      turn.unlock();
    }
  }
}
