package dev.sonolog.server.events;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client that listens. Events wait in a queue of its own; who takes them too slowly is dropped
 * and may come again, for nobody waits for it. Told by the hub's thread, sent by its connection's.
 */
public final class Listener {
  /** The topic that only those hear who ask for it: it comes several times a second. */
  static final String LEVELS = "levels";

  /** The same, in full, and 20 times a second. */
  static final String METERS = "meters";

  private static final Set<String> OFTEN = Set.of(LEVELS, METERS);

  private static final int MOST_WAITING = 256;

  private final Set<String> topics;
  private final String user;
  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean ended;
  private volatile @Nullable Event last;

  /**
   * @param topics that it wants; where it is empty all but levels and meters
   * @param user who listens
   */
  public Listener(Set<String> topics, String user) {
    this.topics = Set.copyOf(topics);
    this.user = user;
  }

  /** Whether there was room for it, or it does not want it. */
  public boolean tell(Event event) {
    return !wants(event) || waiting.offer(event);
  }

  private boolean wants(Event event) {
    return event.user().filter(it -> !it.equals(user)).isEmpty() && wants(event.topic());
  }

  private boolean wants(String topic) {
    return topic.isEmpty()
        || topics.contains(topic)
        || (topics.isEmpty() && !OFTEN.contains(topic));
  }

  boolean wantsLevels() {
    return topics.contains(LEVELS);
  }

  boolean wantsMeters() {
    return topics.contains(METERS);
  }

  boolean wantsStudio() {
    return wants(EventHub.STUDIO);
  }

  boolean wantsStation() {
    return wants(EventHub.STATION);
  }

  /** Nothing more is sent to it. */
  public void end() {
    ended = true;
    waiting.clear();
    var _ = waiting.offer(Event.HEARTBEAT);
  }

  /** Nothing is sent to it any more but a last event. */
  public void end(Event farewell) {
    last = farewell;
    end();
  }

  /** Sends until it ends, or the client goes. */
  public void send(OutputStream out, Duration heartbeat) throws IOException {
    try {
      while (!ended) {
        Event next = waiting.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        out.write(next == null ? Event.HEARTBEAT.bytes() : next.bytes());
        if (waiting.isEmpty()) {
          out.flush();
        }
      }
      sendLast(out);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendLast(OutputStream out) throws IOException {
    Event farewell = last;
    if (farewell != null) {
      out.write(farewell.bytes());
      out.flush();
    }
  }
}
