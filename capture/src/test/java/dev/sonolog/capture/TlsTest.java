package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.capture.CaptureFailure.Kind;
import dev.sonolog.capture.station.Station;
import dev.sonolog.capture.station.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  private static final byte[] AUDIO = BlockContainer.audio(0, 300);
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.forLocalhost(folder);
  }

  @Test
  void anEncryptedStreamIsHeard() throws IOException {
    try (Station station =
            Station.playingOverTls(
                certificate.server(), call -> call.head("ICY 200 OK").send(AUDIO));
        Listener listener = Listener.trusting(certificate.client(), station.uri("/live"))) {
      assertThat(listener.hear()).hasSize(302).endsWith("block 299", "CLOSED");
    }
  }

  @Test
  void anOpenAddressMayLeadToAnEncryptedOne() throws IOException {
    try (Station secured =
            Station.playingOverTls(
                certificate.server(), call -> call.head("ICY 200 OK").send(AUDIO));
        Station open =
            Station.playing(
                call -> call.head("HTTP/1.1 301 Moved", "location: " + secured.uri("/s")));
        Listener listener = Listener.trusting(certificate.client(), open.uri("/"))) {
      assertThat(listener.hear()).endsWith("block 299", "CLOSED");
    }
  }

  @Test
  void aCertificateThatNobodyKnowsIsUnreachable() throws IOException {
    try (Station station =
            Station.playingOverTls(
                certificate.server(), call -> call.head("ICY 200 OK").send(AUDIO));
        Listener listener = Listener.to(station.uri("/live"))) {
      CaptureFailure failure = listener.failure();
      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure).hasMessageContaining("TLS");
    }
  }

  @Test
  void aCertificateForAnotherNameIsUnreachable() throws IOException {
    try (Station station =
            Station.playingOverTls(
                certificate.server(), call -> call.head("ICY 200 OK").send(AUDIO));
        Listener listener =
            Listener.trusting(
                certificate.client(), URI.create("https://127.0.0.1:" + station.port() + "/"))) {
      assertThat(listener.failure().kind()).isEqualTo(Kind.UNREACHABLE);
    }
  }

  @Test
  void anEncryptedStreamCanStallAndBreak() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (Station silent =
            Station.playingOverTls(
                certificate.server(), call -> call.head("ICY 200 OK").send(AUDIO).await(never));
        Station broken =
            Station.playingOverTls(
                certificate.server(),
                call -> call.head("HTTP/1.1 200 OK", "Content-Length: 99999").send(AUDIO));
        Listener first = Listener.trusting(certificate.client(), silent.uri("/")).hasty();
        Listener second = Listener.trusting(certificate.client(), broken.uri("/"))) {
      assertThat(first.failure().kind()).isEqualTo(Kind.STALLED);
      assertThat(second.failure().kind()).isEqualTo(Kind.LOST);
      never.countDown();
    }
  }
}
