package dev.sonolog.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sonolog.app.alerts.MailSettings.Encryption;
import dev.sonolog.capture.station.TestCertificate;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTest {
  private static final Sender SENDER = new Sender("1.2", "studio");
  private static final Instant NOW = Instant.parse("2026-05-23T14:03:22Z");

  private GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

  @AfterEach
  void stop() {
    server.stop();
  }

  private void serve(String protocol) {
    server =
        new GreenMail(
            new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), protocol));
    server.start();
  }

  private int port(String protocol) {
    return protocol.equals(ServerSetup.PROTOCOL_SMTP)
        ? server.getSmtp().getPort()
        : server.getSmtps().getPort();
  }

  private static Mail mail(int port, Encryption encryption, Optional<MailSettings.Login> login)
      throws Exception {
    return new Mail(
        new MailSettings(
            new MailSettings.Server("127.0.0.1", port, encryption),
            login,
            "recorder@example.org",
            List.of("anna@example.org")),
        "anna@example.org",
        SENDER,
        SSLContext.getDefault());
  }

  private static Notice notice(String name) {
    Trouble trouble = Trouble.begun(new Subject(Subject.Kind.LOST, name), NOW, "gone\r\nfor good");
    return new NoticeText(ZoneOffset.UTC).raised(trouble, NOW, false);
  }

  @Test
  void aMessageIsPlainTextThatNobodyIsToAnswer() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTP);
    try (Mail mail =
        mail(port(ServerSetup.PROTOCOL_SMTP), Encryption.WHERE_OFFERED, Optional.empty())) {
      mail.send(notice("Größe"));
      mail.send(notice("Größe"));
    }
    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received).hasSize(2);
    MimeMessage message = received[0];
    assertThat(message.getSubject()).isEqualTo("Sonolog: Größe is lost since 14:03:22");
    assertThat(message.getFrom()[0]).hasToString("recorder@example.org");
    assertThat(message.getAllRecipients()[0]).hasToString("anna@example.org");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getMessageID())
        .isEqualTo(received[1].getMessageID())
        .endsWith("@example.org>");
    assertThat(message.getContentType()).startsWith("text/plain");
    assertThat(message.getContent().toString())
        .contains("Größe is lost since 14:03:22: gone for good.")
        .contains("Sonolog 1.2 on studio");
  }

  @Test
  void aNameCannotWriteHeaders() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTP);
    try (Mail mail =
        mail(port(ServerSetup.PROTOCOL_SMTP), Encryption.WHERE_OFFERED, Optional.empty())) {
      mail.send(notice("x\r\nBcc: eve@example.org\r\n\r\nbody"));
      mail.send(
          new Notice(
              UUID.randomUUID(),
              "test",
              Optional.empty(),
              NOW,
              NOW,
              "a\r\nBcc: eve@example.org",
              "text",
              0));
    }
    assertThat(server.getReceivedMessages())
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(it.getHeader("Bcc")).isNull();
              assertThat(it.getAllRecipients()).hasSize(1);
            });
  }

  @Test
  void aLoginIsSentAndAWrongOneIsToldWithoutThePassword() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTP);
    server.setUser("recorder@example.org", "me", "hunter2");
    server.getUserManager().setAuthRequired(true);
    int port = port(ServerSetup.PROTOCOL_SMTP);
    try (Mail right =
            mail(
                port,
                Encryption.WHERE_OFFERED,
                Optional.of(new MailSettings.Login("me", "hunter2")));
        Mail wrong =
            mail(
                port,
                Encryption.WHERE_OFFERED,
                Optional.of(new MailSettings.Login("me", "hunter3")))) {
      right.send(notice("news"));
      assertThatThrownBy(() -> wrong.send(notice("news")))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("hunter");
    }
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void whereTlsIsAMustNothingIsSentWithout() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTP);
    try (Mail mail = mail(port(ServerSetup.PROTOCOL_SMTP), Encryption.STARTTLS, Optional.empty())) {
      assertThatThrownBy(() -> mail.send(notice("news")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("STARTTLS");
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void whatIsAMustIsUsed(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.forLocalhost(folder);
    try (MailServer encrypting = new MailServer(certificate.server());
        Mail trusting = starttls(encrypting, certificate.client());
        Mail doubting = starttls(encrypting, SSLContext.getDefault())) {
      trusting.send(notice("news"));
      assertThat(encrypting.open()).hasSize(2).last().isEqualTo("STARTTLS");
      assertThat(encrypting.hidden())
          .contains("MAIL FROM:<recorder@example.org>", "RCPT TO:<anna@example.org>")
          .contains("Subject: Sonolog: news is lost since 14:03:22");
      encrypting.hidden().clear();
      assertThatThrownBy(() -> doubting.send(notice("news"))).isInstanceOf(IOException.class);
      assertThat(encrypting.hidden()).isEmpty();
    }
  }

  private static Mail starttls(MailServer server, SSLContext tls) {
    return new Mail(
        new MailSettings(
            new MailSettings.Server("localhost", server.port(), Encryption.STARTTLS),
            Optional.empty(),
            "recorder@example.org",
            List.of("anna@example.org")),
        "anna@example.org",
        SENDER,
        tls);
  }

  @Test
  void aCertificateOfNobodyIsRefused() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTPS);
    try (Mail mail = mail(port(ServerSetup.PROTOCOL_SMTPS), Encryption.TLS, Optional.empty())) {
      assertThatThrownBy(() -> mail.send(notice("news"))).isInstanceOf(IOException.class);
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsTold() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (Mail mail = mail(port, Encryption.WHERE_OFFERED, Optional.empty())) {
      assertThatThrownBy(() -> mail.send(notice("news")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }
}
