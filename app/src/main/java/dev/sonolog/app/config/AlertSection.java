package dev.sonolog.app.config;

import dev.sonolog.app.alerts.AlertSettings;
import dev.sonolog.app.alerts.MailSettings;
import dev.sonolog.app.alerts.MailSettings.Encryption;
import java.util.List;
import java.util.Optional;

/** What {@code [alerts]} says, and what in it does not fit together. */
record AlertSection(SectionSettings section, Problems problems) {

  AlertSettings settings() {
    AlertSettings settings =
        new AlertSettings(
            section.all(Keys.WEBHOOK), section.find(Keys.WEBHOOK_TOKEN), mail(), rules());
    if (settings.isEmpty() && section.line() > 0 && !problems.hasErrors()) {
      problems.warning(
          section.line(), "[alerts] names nobody who is told; add webhook, or mail_to and smtp");
    }
    return settings;
  }

  private AlertSettings.Rules rules() {
    return new AlertSettings.Rules(
        section.get(Keys.LOST_AFTER),
        section.get(Keys.SILENCE_AFTER),
        section.get(Keys.SILENCE_BELOW),
        Optional.of(section.get(Keys.DISK_BELOW)),
        section.get(Keys.REPEAT_MINUTES),
        section.get(Keys.MOST_PER_HOUR));
  }

  private Optional<MailSettings> mail() {
    List<String> to = section.find(Keys.MAIL_TO).orElse(List.of());
    Optional<MailSettings.Server> server = section.find(Keys.SMTP);
    if (section.sets(Keys.MAIL_TO) != section.sets(Keys.SMTP)) {
      problems.error(
          section.line(), "[alerts] needs both mail_to and smtp for mail; only one is set");
    }
    Optional<MailSettings.Login> login = login();
    String from = section.find(Keys.MAIL_FROM).orElse(to).stream().findFirst().orElse("");
    return to.isEmpty()
        ? Optional.empty()
        : server.map(it -> new MailSettings(encrypted(it, login.isPresent()), login, from, to));
  }

  private Optional<MailSettings.Login> login() {
    if (section.sets(Keys.SMTP_USER) != section.sets(Keys.SMTP_PASSWORD)) {
      problems.error(
          section.line(),
          "[alerts] needs both smtp_user and smtp_password for a login; only one is set");
    }
    return section
        .find(Keys.SMTP_USER)
        .flatMap(
            user ->
                section
                    .find(Keys.SMTP_PASSWORD)
                    .map(password -> new MailSettings.Login(user, password)));
  }

  /** A password does not go over the network for all to read, unless somebody wants it to. */
  private MailSettings.Server encrypted(MailSettings.Server server, boolean login) {
    boolean required = section.find(Keys.SMTP_REQUIRE_TLS).orElse(login);
    return server.encryption() == Encryption.WHERE_OFFERED && required
        ? new MailSettings.Server(server.host(), server.port(), Encryption.STARTTLS)
        : server;
  }
}
