package dev.sonolog.archive;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures that crossed a thread, told to the one who waits for the outcome. */
final class Failures {
  private Failures() {}

  /** What failed, as the exception that the waiting thread throws; its own trace stays inside. */
  static IOException ioException(Throwable failure) {
    return switch (cause(failure)) {
      case VolumeStalledException stalled -> stalled;
      case IOException io -> new IOException(reason(io), io);
      case Throwable other -> new IOException("Unexpected: " + other, other);
    };
  }

  /** What a person should read: a file system's message names only the file without its class. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return message == null
        ? kind
        : failure.getClass().getName().startsWith("java.nio.file.")
                && failure.getClass() != java.nio.file.FileSystemException.class
            ? kind.replaceAll("Exception$", "") + ": " + message
            : message;
  }

  private static Throwable cause(Throwable failure) {
    Throwable inner = failure.getCause();
    boolean wrapper =
        failure instanceof ExecutionException || failure instanceof CompletionException;
    return wrapper && inner != null ? cause(inner) : failure;
  }
}
