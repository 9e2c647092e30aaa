package dev.sonolog.worker;

import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.MessageReader;
import dev.sonolog.jobs.MessageWriter;
import dev.sonolog.jobs.TranscodeOrder;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The worker's entry. The main thread reads what is asked, a second one does it, so that the end of
 * the input, which is the end of whoever asked, ends the work at once.
 */
public final class Main {
  private static final Logger LOGGER = System.getLogger(Main.class.getName());

  /** The other side speaks another version, or nonsense. */
  private static final int MISUNDERSTOOD = 2;

  private static final int BROKEN = 70;

  private Main() {}

  /** Runs until the standard input ends. */
  public static void main(String[] arguments) {
    Runtime.getRuntime().halt(run());
  }

  private static int run() {
    try {
      MessageWriter out = new MessageWriter(MessageOutput.take());
      MessageReader in = new MessageReader(new FileInputStream(FileDescriptor.in));
      if (!greet(in, out)) {
        return MISUNDERSTOOD;
      }
      serve(in, out);
      return 0;
    } catch (IOException e) {
      LOGGER.log(Level.ERROR, "The worker ends: " + e.getMessage());
      return MISUNDERSTOOD;
    }
  }

  private static boolean greet(MessageReader in, MessageWriter out) throws IOException {
    Libraries.load();
    Optional<Message> first = in.next();
    if (first.isEmpty() || !(first.get() instanceof Message.Hello hello)) {
      LOGGER.log(Level.ERROR, "The worker is started by Sonolog, and not by hand");
      return false;
    }
    out.write(new Message.Hello(Message.VERSION));
    return hello.version() == Message.VERSION;
  }

  private static void serve(MessageReader in, MessageWriter out) throws IOException {
    try (ExecutorService work =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("work").factory())) {
      for (Optional<Message> next = in.next(); next.isPresent(); next = in.next()) {
        if (!(next.get() instanceof Message.Job job)) {
          throw new IOException("What is asked is no job");
        }
        var _ = work.submit(() -> workOrDie(job, out));
      }
      Runtime.getRuntime().halt(0);
    }
  }

  private static void workOrDie(Message.Job job, MessageWriter out) {
    try {
      work(job, out);
    } catch (IOException | RuntimeException | Error e) {
      LOGGER.log(Level.ERROR, "The worker ends", e);
      LOGGER.log(Level.ERROR, "It was in the middle of " + job.file() + ": " + e);
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  private static void work(Message.Job job, MessageWriter out) throws IOException {
    switch (job) {
      case Message.Measure measure -> measure(measure, LevelDataMeter::new, out::write, out);
      case Message.Summarise whole ->
          measure(
              whole,
              shape -> new WholeMeter(shape, whole.settings()),
              summary -> out.write(new Message.Summarised(summary)),
              out);
      case Message.Draw draw ->
          measure(draw, shape -> new SpectrogramMeter(shape, draw.order()), out::write, out);
      case Message.Transcode transcode -> transcode(transcode.order(), out);
    }
  }

  private static void transcode(TranscodeOrder order, MessageWriter out) throws IOException {
    try (Transcoding transcoding = new Transcoding(order, step -> tell(out, step))) {
      out.write(new Message.Done(transcoding.transcode()));
    } catch (AvException e) {
      out.write(new Message.Failed(String.valueOf(e.getMessage())));
    } catch (OutOfMemoryError e) {
      out.write(new Message.Failed("Coding it anew needs more memory than the worker may have"));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private interface Telling<T> {
    void tell(T result) throws IOException;
  }

  private static <T> void measure(
      Message.Job job, Meter.Maker<T> maker, Telling<T> telling, MessageWriter out)
      throws IOException {
    try {
      telling.tell(Measuring.measure(job.file(), maker, step -> tell(out, step)));
    } catch (AvException e) {
      out.write(new Message.Failed(String.valueOf(e.getMessage())));
    } catch (OutOfMemoryError e) {
      out.write(new Message.Failed("Measuring it needs more memory than the worker may have"));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void tell(MessageWriter out, Message.Progress step) {
    try {
      out.write(step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
