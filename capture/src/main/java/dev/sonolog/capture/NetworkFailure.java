package dev.sonolog.capture;

import dev.sonolog.capture.CaptureFailure.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What the exceptions of sockets, TLS and the HTTP client mean to one who wants audio. */
final class NetworkFailure {
  private NetworkFailure() {}

  /** While a connection is being made, until the head of the reply. */
  static CaptureFailure whileConnecting(StreamAddress address, IOException cause) {
    return switch (cause) {
      case CaptureFailure known -> known;
      case UnknownHostException e -> failure(Kind.UNREACHABLE, address, text(e), e);
      case SocketTimeoutException e -> failure(Kind.UNREACHABLE, address, text(e), e);
      case SSLException e ->
          failure(Kind.UNREACHABLE, address, "the TLS handshake failed: " + text(e), e);
      case NoHttpResponseException e ->
          failure(Kind.REFUSED, address, "the server closed the connection without a reply", e);
      case MessageConstraintException e ->
          failure(Kind.REFUSED, address, "the head of the reply is too long: " + text(e), e);
      case IOException e when e.getCause() instanceof HttpException ->
          failure(Kind.REFUSED, address, "the reply is not HTTP: " + text(e.getCause()), e);
      default -> failure(Kind.UNREACHABLE, address, text(cause), cause);
    };
  }

  /** While a body is read. */
  static CaptureFailure whileStreaming(String address, String after, IOException cause) {
    return switch (cause) {
      case CaptureFailure e -> at(address, e);
      case SocketTimeoutException e ->
          new CaptureFailure(Kind.STALLED, address + ": " + text(e) + ", " + after, e);
      default ->
          new CaptureFailure(
              Kind.LOST,
              address + ": the connection broke off " + after + ": " + text(cause),
              cause);
    };
  }

  /** The same failure, with the address that it is about. */
  static CaptureFailure at(Object address, CaptureFailure failure) {
    return new CaptureFailure(
        failure.kind(), address + ": " + failure.getMessage(), failure.retryAfter(), failure);
  }

  private static CaptureFailure failure(
      Kind kind, StreamAddress address, String text, Throwable cause) {
    return new CaptureFailure(kind, address + ": " + text, Optional.empty(), cause);
  }

  /** What an exception says, or at least what it is. */
  static String text(@org.jspecify.annotations.Nullable Throwable cause) {
    if (cause == null) {
      return "no reason given";
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
