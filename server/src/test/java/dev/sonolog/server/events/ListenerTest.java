package dev.sonolog.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private static final Event EVENT = Event.of("status", "source", 7, Map.of("name", "a"));

  @Test
  void whoIsTooSlowIsTold() {
    Listener listener = new Listener(Set.of(), "ada");
    int taken = 0;
    while (listener.tell(EVENT)) {
      taken++;
    }
    assertThat(taken).isEqualTo(256);
  }

  @Test
  void onlyTopicsThatAreWantedWait() {
    Listener listener = new Listener(Set.of("disk"), "ada");
    for (int i = 0; i < 1_000; i++) {
      assertThat(listener.tell(EVENT)).isTrue();
    }
  }

  @Test
  void whatIsSentIsAnEventStream() throws IOException {
    Listener listener = new Listener(Set.of(), "ada");
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            listener.end();
          }
        };
    assertThat(listener.tell(EVENT)).isTrue();
    listener.send(out, Duration.ofSeconds(5));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("id: 7\nevent: source\ndata: {\"name\":\"a\"}\n\n");
  }

  @Test
  void silenceIsBroken() throws IOException {
    Listener listener = new Listener(Set.of(), "ada");
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            listener.end();
          }
        };
    listener.send(out, Duration.ofMillis(10));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(":\n\n");
  }

  @Test
  void whoIsBidFarewellIsToldNothingElse() throws IOException {
    Listener listener = new Listener(Set.of(), "ada");
    assertThat(listener.tell(EVENT)).isTrue();
    listener.end(Event.of("", "close", 9, "x"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    listener.send(out, Duration.ofSeconds(5));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("id: 9\nevent: close\ndata: \"x\"\n\n");
  }
}
