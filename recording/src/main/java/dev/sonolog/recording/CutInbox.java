package dev.sonolog.recording;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.PriorityBlockingQueue;

/**
 * The cuts that people asked a source for, in the order of their instants. Anybody puts one in; the
 * source's thread decides it when the audio of its instant comes.
 */
final class CutInbox {
  private final Queue<Request> requests =
      new PriorityBlockingQueue<>(1, Comparator.comparing(Request::at));

  private record Request(Instant at, CompletableFuture<CutOutcome> outcome) {}

  /**
   * Asks for a new file from {@code at} on.
   *
   * @return completed once, when it was decided
   */
  CompletableFuture<CutOutcome> add(Instant at) {
    Request request = new Request(at, new CompletableFuture<>());
    requests.add(request);
    return request.outcome();
  }

  /** The instant of the next cut that was asked for. */
  Optional<Instant> next() {
    return Optional.ofNullable(requests.peek()).map(Request::at);
  }

  /** A new file began at {@code at}: those who asked for one until then have it. */
  void done(Instant at, Path before, Path after) {
    Request request = requests.peek();
    while (request != null && !request.at().isAfter(at)) {
      requests.remove();
      request.outcome().complete(new CutOutcome.Done(request.at(), at, before, after));
      request = requests.peek();
    }
  }

  /** Nobody who asked until now gets a cut. */
  void refuse(String why) {
    for (Request request = requests.poll(); request != null; request = requests.poll()) {
      request.outcome().complete(new CutOutcome.Refused(why));
    }
  }
}
