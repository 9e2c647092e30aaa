package dev.sonolog.app.alerts;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** Somebody who gets mail, as plain text; all messages of one trouble are one conversation. */
final class Mail implements Target {
  private static final int CONNECT_MILLIS = 10_000;

  /** For each answer of the server. */
  private static final int ANSWER_MILLIS = 20_000;

  private final MailSettings settings;
  private final String to;
  private final Sender sender;
  private final Session session;

  /**
   * @param to one of those who get it
   * @param tls knows which servers are trusted
   */
  Mail(MailSettings settings, String to, Sender sender, SSLContext tls) {
    this.settings = settings;
    this.to = to;
    this.sender = sender;
    this.session = Session.getInstance(properties(settings, tls));
  }

  private static Properties properties(MailSettings settings, SSLContext tls) {
    MailSettings.Encryption encryption = settings.server().encryption();
    Properties properties = new Properties();
    properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    properties.put("mail.smtp.timeout", ANSWER_MILLIS);
    properties.put("mail.smtp.writetimeout", ANSWER_MILLIS);
    properties.put("mail.smtp.auth", settings.login().isPresent());
    properties.put("mail.smtp.ssl.enable", encryption == MailSettings.Encryption.TLS);
    properties.put("mail.smtp.starttls.enable", encryption != MailSettings.Encryption.TLS);
    properties.put("mail.smtp.starttls.required", encryption == MailSettings.Encryption.STARTTLS);
    properties.put("mail.smtp.ssl.checkserveridentity", true);
    properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
    properties.put("mail.smtp.ssl.socketFactory.fallback", false);
    return properties;
  }

  @Override
  public String name() {
    return "e-mail to " + to + " by " + settings.server();
  }

  @Override
  public void send(Notice notice) throws IOException {
    MailSettings.Server server = settings.server();
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage message = message(notice);
      if (settings.login().isPresent()) {
        MailSettings.Login login = settings.login().get();
        transport.connect(server.host(), server.port(), login.user(), login.password());
      } else {
        transport.connect(server.host(), server.port(), null, null);
      }
      transport.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException e) {
      throw new IOException(said(e), e);
    }
  }

  /** The reason of the reason says more: that of the connection, and not that there was none. */
  private static String said(MessagingException e) {
    Exception cause = e.getNextException();
    String text = NoticeText.line(String.valueOf(e.getMessage()), 300);
    return cause == null || cause.getMessage() == null
        ? text
        : text + ": " + NoticeText.line(cause.getMessage(), 300);
  }

  private MimeMessage message(Notice notice) throws MessagingException {
    Named message = new Named(session, id(notice.id()));
    message.setFrom(new InternetAddress(settings.from()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject("Sonolog: " + notice.headline(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(notice.at()));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody is to answer
    message.setHeader("References", id(notice.alert()));
    message.setText(body(notice), StandardCharsets.UTF_8.name());
    message.saveChanges();
    return message;
  }

  private String body(Notice notice) {
    return notice.fullText()
        + "\n\n-- \nSonolog "
        + sender.version()
        + " on "
        + sender.host()
        + "\n";
  }

  private String id(UUID name) {
    return "<" + name + settings.from().substring(settings.from().lastIndexOf('@')) + ">";
  }

  @Override
  public void close() {
    // a connection lasts for one message
  }

  /** A message that is called the same each time that it is tried. */
  private static final class Named extends MimeMessage {
    private final String id;

    Named(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
