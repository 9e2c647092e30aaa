package dev.sonolog.jobs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One worker from its start to its death. Owned by {@link WorkerProcess}, one job's thread at a
 * time; a thread of its own reads the answers, so that waiting for one can end.
 */
final class LiveWorker {
  private static final Logger LOGGER = System.getLogger(LiveWorker.class.getName());

  private static final Duration DYING = Duration.ofSeconds(5);

  /** Answers that may wait; a worker that is faster waits at the pipe. */
  private static final int QUEUE = 16;

  private final Process process;
  private final LastWords lastWords;
  private final MessageWriter out;
  private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(QUEUE);
  private final Thread listener;
  private volatile boolean cancelled;

  /** What comes out of the pipe. */
  private sealed interface Heard {
    record Said(Message message) implements Heard {}

    record Ended(IOException why) implements Heard {}
  }

  private LiveWorker(Process process) {
    this.process = process;
    this.lastWords = new LastWords(process.getErrorStream());
    this.out = new MessageWriter(process.getOutputStream());
    InputStream in = process.getInputStream();
    this.listener = Thread.ofPlatform().daemon().name("worker-answers").start(() -> listen(in));
  }

  /**
   * Starts a worker and waits until it says hello.
   *
   * @throws IOException if it cannot be started, or is none that speaks as this side does
   */
  static LiveWorker start(List<String> command, Duration patience)
      throws IOException, InterruptedException {
    LiveWorker worker = new LiveWorker(new ProcessBuilder(command).start());
    try {
      worker.greet(patience);
      return worker;
    } catch (IOException e) {
      throw new IOException("The worker does not start: " + worker.obituary(e.getMessage()), e);
    } catch (TimeoutException e) {
      throw new IOException(
          "The worker does not start: " + worker.obituary("it says nothing for " + patience), e);
    } catch (InterruptedException e) {
      worker.kill();
      throw e;
    }
  }

  private void greet(Duration patience) throws IOException, InterruptedException, TimeoutException {
    out.write(new Message.Hello(Message.VERSION));
    Message first = answer(patience);
    if (!(first instanceof Message.Hello hello)) {
      throw new IOException("it does not say hello first");
    }
    if (hello.version() != Message.VERSION) {
      throw new IOException(
          "it speaks version " + hello.version() + " and this program " + Message.VERSION);
    }
  }

  private void listen(InputStream in) {
    MessageReader reader = new MessageReader(in);
    try {
      Heard next;
      do {
        next = hear(reader);
        heard.put(next);
      } while (next instanceof Heard.Said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was killed, and nobody listens any more
    }
  }

  private static Heard hear(MessageReader reader) {
    try {
      Optional<Message> message = reader.next();
      return message.isPresent()
          ? new Heard.Said(message.get())
          : new Heard.Ended(new EOFException("it ended"));
    } catch (IOException e) {
      return new Heard.Ended(e);
    }
  }

  /** Sends a job. */
  void send(Message.Job job) throws IOException {
    out.write(job);
  }

  /**
   * The next answer.
   *
   * @throws IOException if it ended, or what it said is no answer
   * @throws TimeoutException if it says nothing for so long
   */
  Message answer(Duration patience) throws IOException, InterruptedException, TimeoutException {
    Heard next = heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    return switch (next) {
      case null -> throw new TimeoutException();
      case Heard.Said(Message message) -> message;
      case Heard.Ended(IOException why) -> throw why;
    };
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Ends the job by ending the worker; any thread. */
  void cancel() {
    cancelled = true;
    process.destroyForcibly();
  }

  /** Ends it whatever it does; returns when it is dead, or cannot die. */
  void kill() {
    process.destroyForcibly();
    listener.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(DYING.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    closeInput();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "The input of a worker that is dead: {0}", e.getMessage());
    }
  }

  /** Lets an idle one end. */
  void end() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(DYING.toNanos(), TimeUnit.NANOSECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Buries it: what happened, how it ended, and what it said last. */
  String obituary(@Nullable String what) throws InterruptedException {
    boolean byItself = process.waitFor(1, TimeUnit.SECONDS);
    kill();
    String how = byItself ? ", exit code " + process.exitValue() : ", killed";
    String words = lastWords.lines();
    return what + how + (words.isEmpty() ? "" : "; its last words: " + words);
  }
}
