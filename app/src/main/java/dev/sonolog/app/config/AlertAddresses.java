package dev.sonolog.app.config;

import dev.sonolog.app.alerts.MailSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where alerts go, as people write it. */
final class AlertAddresses {
  /** A plain address (RFC 5321, section 4.1.2, without quoted names), as all that are in use. */
  private static final Pattern PERSON =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,20}");

  private static final Pattern SERVER =
      Pattern.compile("(smtps?)://([0-9A-Za-z._-]{1,253}|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?/?");

  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  private AlertAddresses() {}

  static URI webhook(String text) throws BadValueException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      throw new BadValueException("is no address; write it from http:// or https:// on");
    }
    URI address = StreamAddress.parse(text);
    if (address.getRawUserInfo() != null) {
      throw new BadValueException(
          "holds a user, which is not sent to webhooks; take it out and write webhook_token");
    }
    return address;
  }

  /** What stands in a header behind "Bearer" (RFC 6750, section 2.1). */
  static String token(String text) throws BadValueException {
    if (!text.matches("[\\x21-\\x7E]{1,4096}")) {
      throw new BadValueException("is no token; write letters, digits and punctuation of ASCII");
    }
    return text;
  }

  static List<String> people(String text) throws BadValueException {
    List<String> people = new ArrayList<>();
    for (String one : text.strip().split("[\\s,]+", -1)) {
      if (!PERSON.matcher(one).matches()) {
        throw new BadValueException("has something that is no address such as anna@example.org");
      }
      people.add(one);
    }
    return List.copyOf(people);
  }

  static List<String> person(String text) throws BadValueException {
    List<String> people = people(text);
    if (people.size() > 1) {
      throw new BadValueException("has several addresses; write one");
    }
    return people;
  }

  /** Without STARTTLS being a must, which another key says. */
  static MailSettings.Server server(String text) throws BadValueException {
    Matcher match = SERVER.matcher(text);
    if (!match.matches()) {
      throw new BadValueException(
          "is no mail server; write smtp://host:587, or smtps://host:465; user and password have"
              + " keys of their own");
    }
    boolean tls = match.group(1).equals("smtps");
    String digits = match.group(3);
    int port = digits == null ? (tls ? SUBMISSIONS : SUBMISSION) : Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new BadValueException("names a port that does not exist; write 1 to 65535");
    }
    String host = match.group(2).replaceAll("[\\[\\]]", "");
    return new MailSettings.Server(
        host, port, tls ? MailSettings.Encryption.TLS : MailSettings.Encryption.WHERE_OFFERED);
  }
}
