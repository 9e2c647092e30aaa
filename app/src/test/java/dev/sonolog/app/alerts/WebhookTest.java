package dev.sonolog.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.capture.station.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WebhookTest {
  private static final Sender SENDER = new Sender("1.2", "studio");
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final List<Duration> SOON = List.of(Duration.ZERO, Duration.ofMillis(1));

  private static Notice notice(int number) {
    Instant now = Instant.parse("2026-05-23T14:03:22Z").plusSeconds(number);
    return new Notice(
        UUID.nameUUIDFromBytes(new byte[] {1}),
        "source-lost",
        Optional.of(new Subject(Subject.Kind.LOST, "Größe \"1\"")),
        now,
        now,
        "headline",
        "text " + number,
        0);
  }

  private static Webhook webhook(URI address, Duration deadline) throws Exception {
    return new Webhook(address, Optional.of("t0ken"), SENDER, SSLContext.getDefault(), deadline);
  }

  @Test
  void whatIsToldIsJson() throws Exception {
    try (Receiver receiver = Receiver.answering(_ -> 204);
        Webhook webhook = webhook(receiver.address(), LONG)) {
      webhook.send(notice(0));
      JsonNode body = receiver.bodies().getFirst();
      assertThat(body.propertyNames())
          .containsExactly(
              "id",
              "alert",
              "event",
              "source",
              "since",
              "at",
              "text",
              "left_out",
              "host",
              "program",
              "version");
      assertThat(body.at("/event").asString()).isEqualTo("source-lost");
      assertThat(body.at("/source").asString()).isEqualTo("Größe \"1\"");
      assertThat(body.at("/since").asString()).isEqualTo("2026-05-23T14:03:22Z");
      assertThat(body.at("/id").asString()).isEqualTo(notice(0).id().toString());
      assertThat(receiver.tokens()).containsExactly("Bearer t0ken");
      assertThat(webhook.name()).doesNotContain("s3cr3t", "t0ken").contains("localhost");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 404, 500})
  void everyAnswerButATakenOneIsAFailure(int status) throws Exception {
    try (Receiver receiver = Receiver.answering(_ -> status);
        Webhook webhook = webhook(receiver.address(), LONG)) {
      assertThatThrownBy(() -> webhook.send(notice(0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("HTTP " + status);
      assertThat(receiver.bodies()).hasSize(1);
    }
  }

  @Test
  void anAnswerThatNeverEndsIsNotWaitedFor() throws Exception {
    try (Receiver receiver = Receiver.hanging();
        Webhook webhook = webhook(receiver.address(), SHORT)) {
      assertThatThrownBy(() -> webhook.send(notice(0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("did not answer within 0.3 s");
    }
  }

  @Test
  void aCertificateOfNobodyIsRefused(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.forLocalhost(folder);
    try (Receiver receiver = Receiver.secure(certificate.server());
        Webhook webhook = webhook(receiver.address(), LONG);
        Webhook trusting =
            new Webhook(receiver.address(), Optional.empty(), SENDER, certificate.client(), LONG)) {
      assertThatThrownBy(() -> webhook.send(notice(0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("certificat");
      assertThat(receiver.bodies()).isEmpty();
      trusting.send(notice(0));
      assertThat(receiver.bodies()).hasSize(1);
    }
  }

  // --- delivery

  private static void awaitBodies(Receiver receiver, int count) {
    Awaitility.await().until(() -> receiver.bodies().size() >= count);
  }

  @Test
  void whatIsNotTakenIsTriedAgainInOrder() throws Exception {
    try (Receiver receiver = Receiver.answering(number -> number == 1 ? 500 : 200);
        Delivery delivery = Delivery.start(webhook(receiver.address(), LONG), SOON)) {
      delivery.offer(notice(1));
      delivery.offer(notice(2));
      awaitBodies(receiver, 3);
      assertThat(receiver.bodies().stream().map(it -> it.at("/text").asString()))
          .containsExactly("text 1", "text 1", "text 2");
      assertThat(receiver.bodies().get(0).at("/id")).isEqualTo(receiver.bodies().get(1).at("/id"));
    }
  }

  @Test
  void whatIsNeverTakenIsLeftOutAndToldByTheNext() throws Exception {
    try (Receiver receiver = Receiver.answering(number -> number <= 3 ? 503 : 200);
        Delivery delivery = Delivery.start(webhook(receiver.address(), LONG), SOON)) {
      delivery.offer(notice(1));
      delivery.offer(notice(2));
      awaitBodies(receiver, 4);
      assertThat(receiver.bodies().getLast().at("/text").asString())
          .isEqualTo("text 2 1 more message was left out before this one.");
      assertThat(receiver.bodies().getLast().at("/left_out").asInt()).isEqualTo(1);
    }
  }

  @Test
  void moreThanCanWaitLeavesOutTheOldest() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    try (Receiver receiver =
            Receiver.answering(
                _ -> {
                  awaited(open);
                  return 200;
                });
        Delivery delivery = Delivery.start(webhook(receiver.address(), LONG), SOON)) {
      delivery.offer(notice(0));
      awaitBodies(receiver, 1); // it is on its way, and the others wait
      for (int number = 1; number <= Delivery.MOST_WAITING + 3; number++) {
        delivery.offer(notice(number));
      }
      open.countDown();
      awaitBodies(receiver, 1 + Delivery.MOST_WAITING);
      assertThat(receiver.bodies().get(1).at("/text").asString()).startsWith("text 4 3 more");
      assertThat(receiver.bodies().getLast().at("/text").asString())
          .isEqualTo("text " + (Delivery.MOST_WAITING + 3));
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
