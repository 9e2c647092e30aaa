package dev.sonolog.it;

import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.Station;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A station that sends a file at the pace at which it plays, and remembers when it sent what. Each
 * connection goes on where the one before broke off.
 */
final class PacedStation implements AutoCloseable {
  private static final Duration TURN = Duration.ofMillis(20);

  private final byte[] audio;
  private final double bytesPerNano;
  private final String type;
  private final Station station;
  private final List<Sent> sent = new ArrayList<>();
  private int next;

  /** Up to a byte, at a moment of the monotonic clock. */
  private record Sent(int end, long nanos) {}

  /**
   * @param length how long the audio plays
   * @param type media type of the answer
   */
  PacedStation(byte[] audio, Duration length, String type) throws IOException {
    this.audio = audio;
    this.bytesPerNano = (double) audio.length / length.toNanos();
    this.type = type;
    this.station = Station.playing(this::play);
  }

  URI uri() {
    return station.uri("/live");
  }

  private void play(Call call) throws IOException {
    call.head("HTTP/1.0 200 OK", "Content-Type: " + type);
    long began = System.nanoTime();
    int first = next();
    int at = first;
    while (at < audio.length) {
      int edge = first + (int) ((System.nanoTime() - began) * bytesPerNano);
      edge = Math.min(edge, audio.length);
      if (edge > at) {
        call.send(Arrays.copyOfRange(audio, at, edge));
        remember(edge);
        at = edge;
      }
      LockSupport.parkNanos(TURN.toNanos());
    }
    call.hold();
  }

  private synchronized int next() {
    return next;
  }

  private synchronized void remember(int end) {
    next = end;
    sent.add(new Sent(end, System.nanoTime()));
  }

  /** How many seconds ago a byte was sent that somebody has at that moment. */
  synchronized double age(int position, long nanos) {
    for (Sent each : sent) {
      if (each.end() > position) {
        return (double) (nanos - each.nanos()) / TimeUnit.SECONDS.toNanos(1);
      }
    }
    throw new AssertionError("Byte " + position + " was not sent");
  }

  @Override
  public void close() throws IOException {
    station.close();
  }
}
