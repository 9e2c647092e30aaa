package dev.sonolog.app.alerts;

import java.util.List;
import java.util.Optional;

/**
 * How mail is sent.
 *
 * @param server takes it
 * @param login as whom, where the server wants to know
 * @param from the sender's address
 * @param to who gets it, at least one; each gets a message of its own
 */
public record MailSettings(Server server, Optional<Login> login, String from, List<String> to) {
  public MailSettings {
    to = List.copyOf(to);
  }

  /**
   * A server that speaks SMTP.
   *
   * @param port 1 to 65535
   */
  public record Server(String host, int port, Encryption encryption) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** How what is sent is kept from others on its way. */
  public enum Encryption {
    /** TLS from the first byte on. */
    TLS,
    /** STARTTLS (RFC 3207), and no mail where the server has none. */
    STARTTLS,
    /** STARTTLS where the server has it, and else none. */
    WHERE_OFFERED
  }

  /** User and password. */
  public record Login(String user, String password) {
    /** Neither of them. */
    @Override
    public String toString() {
      return "Login";
    }
  }
}
