package dev.sonolog.server;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Takes a renewed certificate into use: new connections have it, those that there are go on. As
 * long as the new files cannot be used (one of them may be written later than the other) the old
 * certificate stays in use, and the log says why. Has a thread of its own.
 */
final class TlsRenewal implements AutoCloseable {
  private static final Logger LOG = System.getLogger(TlsRenewal.class.getName());

  private final List<WebServer> servers;
  private final SiteSettings.Tls files;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificate").factory());
  private List<FileTime> known;

  /**
   * @param each how often it looks whether there are other files
   */
  TlsRenewal(List<WebServer> servers, SiteSettings.Tls files, Duration each) throws IOException {
    this.servers = List.copyOf(servers);
    this.files = files;
    this.known = modified();
    var _ =
        clock.scheduleWithFixedDelay(
            this::look, each.toMillis(), each.toMillis(), TimeUnit.MILLISECONDS);
  }

  private List<FileTime> modified() throws IOException {
    return List.of(
        Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()));
  }

  private void look() {
    try {
      List<FileTime> now = modified();
      if (!now.equals(known)) {
        known = now;
        Tls renewed = TlsFiles.read(files);
        servers.forEach(it -> it.reloadTls(renewed));
        LOG.log(Level.INFO, "The renewed certificate {0} is in use", files.certificate());
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The old certificate stays in use: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
