package dev.sonolog.app.alerts;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Who sends: what messages say of it.
 *
 * @param version of the program
 * @param host the name of this computer
 */
public record Sender(String version, String host) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** This computer; blocks where only the network knows its name. */
  public static Sender ofThisComputer(String version) {
    try {
      return new Sender(version, Files.readString(HOST_NAME).strip());
    } catch (IOException _) {
      return new Sender(version, askedFor());
    }
  }

  private static String askedFor() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException _) {
      return "localhost";
    }
  }

  /** Everyone whom the settings name. To be closed one by one. */
  public List<Target> targets(AlertSettings settings) {
    SSLContext tls = trusted();
    List<Target> targets = new ArrayList<>();
    settings
        .webhooks()
        .forEach(address -> targets.add(new Webhook(address, settings.token(), this, tls)));
    settings
        .mail()
        .ifPresent(mail -> mail.to().forEach(to -> targets.add(new Mail(mail, to, this, tls))));
    return List.copyOf(targets);
  }

  /** With the authorities that this system knows. */
  private static SSLContext trusted() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
