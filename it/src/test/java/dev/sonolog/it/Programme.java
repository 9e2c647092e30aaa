package dev.sonolog.it;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.capture.station.Call;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * What a station has on air, in numbered frames, since the moment that this was made: the truth
 * that recordings are held against. A listener gets what is on air while he listens, and perhaps
 * some of what was just before. Immutable; any thread.
 */
final class Programme {
  /** How often a station sends, in real time. */
  private static final long NANOS_OF_A_TURN = 2_000_000;

  private final CountedFrame frame;
  private final TimeSource time;
  private final long beganNanos;
  private final Instant began;

  /** One that begins now. */
  Programme(CountedFrame frame, TimeSource time) {
    this(frame, time, Duration.ZERO);
  }

  /** One that began a while ago. */
  Programme(CountedFrame frame, TimeSource time, Duration age) {
    this.frame = frame;
    this.time = time;
    this.beganNanos = time.nanos() - age.toNanos();
    this.began = time.now().minus(age);
  }

  /** When a frame's first sample was on air. */
  Instant start(int number) {
    return began.plus(frame.time(number));
  }

  /** The first frame that is not whole yet. */
  int edge() {
    return frame.framesIn(Duration.ofNanos(time.nanos() - beganNanos));
  }

  /** Answers that audio follows. */
  static Call answer(Call call) throws IOException {
    return call.head("HTTP/1.0 200 OK", "Content-Type: audio/mpeg");
  }

  /** Sends what was on air last, so many bytes of it, at once. Answers the next number. */
  int burst(Call call, int bytes) throws IOException {
    int edge = edge();
    int from = Math.max(0, edge - bytes / frame.length());
    call.send(frame.bytes(from, edge));
    return edge;
  }

  /** Sends each frame when it is whole, from a number on, for a while. Answers the next number. */
  int live(Call call, int from, Duration duration) throws IOException {
    long end = time.nanos() + duration.toNanos();
    int next = from;
    while (time.nanos() < end) {
      next = upToNow(call, next);
      LockSupport.parkNanos(NANOS_OF_A_TURN);
    }
    return next;
  }

  /** The same, but each so much later than it could be. */
  int late(Call call, int from, Duration lag, Duration duration) throws IOException {
    long end = time.nanos() + duration.toNanos();
    int next = from;
    while (time.nanos() < end) {
      int known = edge() - frame.framesIn(lag);
      if (known > next) {
        call.send(frame.bytes(next, known));
        next = known;
      }
      LockSupport.parkNanos(NANOS_OF_A_TURN);
    }
    return next;
  }

  /** Sends all frames from a number on that are whole by now. Answers the next number. */
  int upToNow(Call call, int from) throws IOException {
    int edge = edge();
    if (edge > from) {
      call.send(frame.bytes(from, edge));
    }
    return Math.max(from, edge);
  }

  /** Sends what is on air from now on until the listener goes. */
  void play(Call call) throws IOException {
    live(call, edge(), Duration.ofDays(1));
  }

  /** Sends what is on air from now on, for a while. Answers the next number. */
  int play(Call call, Duration duration) throws IOException {
    return live(call, edge(), duration);
  }
}
