package dev.sonolog.app.config;

import static dev.sonolog.app.config.Loading.load;
import static dev.sonolog.app.config.Loading.radio;
import static dev.sonolog.app.config.Loading.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.alerts.AlertSettings;
import dev.sonolog.app.alerts.MailSettings;
import dev.sonolog.app.alerts.MailSettings.Encryption;
import dev.sonolog.archive.FreeSpace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertSectionTest {
  private static AlertSettings alerts(String lines) {
    return load("[alerts]\n" + lines + "\n" + radio(""), Map.of("T", "hunter2")).alerts();
  }

  private static MailSettings mail(String lines) {
    return alerts("mail_to = anna@example.org\n" + lines).mail().orElseThrow();
  }

  @Test
  void nobodyIsToldUntilSomebodySaysSo() {
    assertThat(load(radio("")).alerts()).isEqualTo(AlertSettings.NONE);
    assertThat(load("[alerts]\n" + radio("")).warnings())
        .singleElement()
        .asString()
        .isEqualTo(
            "config.ini:1: warning: [alerts] names nobody who is told; add webhook, or mail_to and"
                + " smtp");
  }

  @Test
  void everythingCanBeSaid() {
    AlertSettings alerts =
        alerts(
            """
            webhook = https://a.example/x
              http://b.example:81/y
            webhook_token = ${T}
            mail_to = anna@example.org, otto@example.org
            mail_from = recorder@example.org
            smtp = smtps://mail.example
            smtp_user = me
            smtp_password = ${T}
            lost_after = 5
            silence_after = 0
            silence_below = -40
            disk_below = 100%
            repeat_minutes = 0.5
            most_per_hour = 3
            """);
    assertThat(alerts.webhooks())
        .containsExactly(URI.create("https://a.example/x"), URI.create("http://b.example:81/y"));
    assertThat(alerts.token()).contains("hunter2");
    MailSettings mail = alerts.mail().orElseThrow();
    assertThat(mail.to()).containsExactly("anna@example.org", "otto@example.org");
    assertThat(mail.from()).isEqualTo("recorder@example.org");
    assertThat(mail.server())
        .isEqualTo(new MailSettings.Server("mail.example", 465, Encryption.TLS));
    assertThat(mail.login()).contains(new MailSettings.Login("me", "hunter2"));
    assertThat(alerts.rules().lostAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(alerts.rules().silenceAfter()).isZero();
    assertThat(alerts.rules().diskBelow()).contains(new FreeSpace.Percent(100));
    assertThat(alerts.rules().repeat()).isEqualTo(Duration.ofSeconds(30));
    assertThat(alerts.rules().mostPerHour()).isEqualTo(3);
    assertThat(alerts.toString()).doesNotContain("hunter2", "/x", "/y");
  }

  @Test
  void theSenderIsTheFirstWhoGetsItWhereNobodySays() {
    assertThat(mail("smtp = smtp://mail.example").from()).isEqualTo("anna@example.org");
  }

  @ParameterizedTest
  @CsvSource({
    "'', WHERE_OFFERED",
    "smtp_require_tls = yes, STARTTLS",
    "'smtp_user = x\nsmtp_password = x', STARTTLS",
    "'smtp_user = x\nsmtp_password = x\nsmtp_require_tls = no', WHERE_OFFERED",
  })
  void aPasswordNeedsTlsUnlessSomebodySaysOtherwise(String lines, Encryption encryption) {
    String smtp = "smtp = smtp://mail.example:25\n" + lines.replace("\\n", "\n");
    assertThat(mail(smtp).server())
        .isEqualTo(new MailSettings.Server("mail.example", 25, encryption));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhook = ftp://hunter2.example/",
        "webhook = http://me:hunter2@a.example/",
        "webhook = hunter2",
        "webhook_token = hunter2 hunter2",
        "mail_to = anna",
        "mail_to = anna@example.org <x>",
        "mail_from = a@b.example c@d.example",
        "smtp = mail.example",
        "smtp = smtp://me:hunter2@mail.example",
        "smtp = smtp://mail.example:99999",
        "lost_after = 0",
        "silence_after = 4000",
        "silence_below = 1",
        "disk_below = 101%",
        "repeat_minutes = -1",
        "most_per_hour = 0",
      })
  void whatIsWrongIsToldWithFileLineAndKeyAndWithoutSecrets(String line) {
    List<Problem> problems = refused("[alerts]\n" + line + "\n" + radio(""));
    String key = line.substring(0, line.indexOf(' '));
    assertThat(problems.stream().map(Problem::toString))
        .anyMatch(it -> it.startsWith("config.ini:2: error: " + key + ": "))
        .noneMatch(it -> it.contains("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail_to = a@b.example", "smtp = smtp://x", "smtp_user = x"})
  void whatNeedsSomethingElseSaysSo(String line) {
    assertThat(refused("[alerts]\n" + line + "\n" + radio("")))
        .singleElement()
        .asString()
        .startsWith("config.ini:1: error: [alerts] needs both ")
        .endsWith("only one is set");
  }
}
