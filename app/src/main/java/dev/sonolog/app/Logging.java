package dev.sonolog.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.sonolog.app.config.LogLevel;
import dev.sonolog.server.service.StationService.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Where the recorder's log lines go: always to standard output, and to a file where one is wanted.
 * Each of the two has a thread that writes: a terminal that is paused, or a disk that hangs, must
 * not hold back a recording. When too many lines wait, further ones are left out.
 */
final class Logging {
  /** The level names are ISR's. */
  private static final String PATTERN =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %replace(%level){'^WARN$', 'WARNING'} %msg%n";

  private static final int QUEUE = 4_096;
  private static final int FLUSH_MILLIS = 1_000;

  private static final LogRing RING = new LogRing();

  private Logging() {}

  /**
   * Sends the log to standard output, and to {@code file}. A file that cannot be opened is a
   * warning, never a refusal to record.
   *
   * @param file where the log goes besides; its folder is made
   */
  static void start(LogLevel level, Optional<Path> file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(levelOf(level));
    context.getLogger("org.apache.hc").setLevel(Level.WARN);
    context.getLogger("io.helidon").setLevel(Level.WARN);
    context.getLogger("org.flywaydb").setLevel(Level.WARN);
    root.addAppender(queued(started(new ConsoleAppender<>(), context), context));
    Kept kept = new Kept();
    kept.setContext(context);
    kept.start();
    root.addAppender(kept);
    if (file.isPresent()) {
      addFile(root, file.get(), context);
    }
  }

  /** The last lines of the log of this process, the newest last. */
  static List<LogLine> last(int most) {
    return RING.last(most);
  }

  /** Writes what waits, within a second or two, and ends the log. */
  static void stop() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  /** What is logged goes into the ring, too, which has a short lock of its own. */
  private static final class Kept extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      boolean warning = event.getLevel().equals(Level.WARN);
      String level = warning ? "WARNING" : event.getLevel().toString();
      RING.add(event.getInstant(), level, event.getFormattedMessage());
    }
  }

  /** Changes the level of a log that was started. */
  static void level(LogLevel level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(levelOf(level));
  }

  /** ISR's names, which are Python's; nothing here is more severe than an error. */
  private static Level levelOf(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR, CRITICAL -> Level.ERROR;
    };
  }

  private static void addFile(Logger root, Path file, LoggerContext context) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      // Opened once by hand: the library would only complain to itself.
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      FileAppender<ILoggingEvent> appender = new FileAppender<>();
      appender.setFile(file.toString());
      root.addAppender(queued(started(appender, context), context));
    } catch (IOException e) {
      System.getLogger(Logging.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "The log file {0} cannot be opened ({1}); logging to standard output only",
              file,
              e.toString());
    }
  }

  private static AsyncAppender queued(
      OutputStreamAppender<ILoggingEvent> target, LoggerContext context) {
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(FLUSH_MILLIS);
    queue.addAppender(target);
    queue.start();
    return queue;
  }

  private static <A extends OutputStreamAppender<ILoggingEvent>> A started(
      A appender, LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
