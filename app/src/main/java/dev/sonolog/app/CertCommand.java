package dev.sonolog.app;

import dev.sonolog.app.certificate.CertificateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a certificate, so that the pages can be had by HTTPS in a network of one's own. */
@Command(
    name = "cert",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a certificate for HTTPS in a network without an authority: an authority of your own,"
          + " which tablets install once, and a server's certificate that it has signed.",
      "Browsers keep a screen awake, and let a page be installed, only where it comes by HTTPS."
    })
final class CertCommand implements Callable<Integer> {
  /** Apple's systems take none that lasts longer. */
  private static final int MOST_DAYS = 825;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = "tls",
      description = "Where the files go; ${DEFAULT-VALUE} in the working directory.")
  private Path folder = Path.of("tls");

  @Option(
      names = "--name",
      paramLabel = "HOST",
      arity = "1..*",
      description =
          "By what else the server is called: names and addresses. This computer's names and its"
              + " addresses of now are in it anyway.")
  private List<String> names = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "825",
      description = "How long the server's certificate counts, 1 to 825; ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--renew",
      description =
          "Make another server's certificate by the authority that is there, with the names of the"
              + " one before; tablets need nothing new, and a running server takes it into use.")
  private boolean renew;

  @Option(
      names = "--force",
      description = "Make all anew where there are some; tablets must install the new authority.")
  private boolean force;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (days < 1 || days > MOST_DAYS) {
      throw wrong(
          "--days %d is outside 1..%d; iPads and iPhones take none that lasts longer"
              .formatted(days, MOST_DAYS));
    }
    CertificateFiles files = new CertificateFiles(folder.toAbsolutePath().normalize());
    if (!renew && !force && !files.there().isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "%s is there already. --renew makes another by the same authority; --force all anew"
              .formatted(files.there().getFirst()));
    }
    tell(files, made(files));
    return ExitCode.OK;
  }

  private CertificateFiles.Made made(CertificateFiles files)
      throws IOException, GeneralSecurityException, CommandFailure {
    Duration lasts = Duration.ofDays(days);
    try {
      return renew
          ? files.renew(names, lasts, Instant.now())
          : files.make(names, lasts, Instant.now());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          e.getFile() + " is not there, so there is nothing to renew; leave --renew out");
    }
  }

  private void tell(CertificateFiles files, CertificateFiles.Made made) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("For %s%n", String.join(", ", made.names()));
    out.printf("until %s%n%n", made.until().atZone(ZoneId.systemDefault()).toLocalDate());
    if (renew) {
      out.printf("A running server takes it into use within seconds.%n");
    } else {
      out.printf("Write this into config.ini:%n%n");
      out.printf(
          "[web]%ntls_certificate = %s%ntls_key = %s%n%n", files.server(), files.serverKey());
      out.printf("Then have each tablet and computer install %s:%n", files.authority());
      out.printf(
          "  iPad, iPhone: send it there (AirDrop, mail), open it, then Settings: Profile"
              + " Downloaded: Install,%n    and General: About: Certificate Trust Settings: switch"
              + " it on%n");
      out.printf(
          "  Android: Settings: Security: Encryption & credentials: Install a certificate: CA"
              + " certificate%n");
      out.printf("  Windows, macOS, Linux: open it, and trust it for websites%n%n");
      out.printf(
          "Keep ca-key.pem to yourself: who has it can pose as any website to those devices.%n");
    }
    out.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
