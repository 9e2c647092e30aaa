package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Asks whoever serves the archive to leave it to this process for a while: {@code sonolog web}
 * holds it while no recorder does, and takes it again when nobody does.
 */
final class WebHandover {
  /** What it is asked. */
  static final String COMMAND = "leave the archive";

  private static final Logger LOG = System.getLogger(WebHandover.class.getName());

  private WebHandover() {}

  /** Returns when it has done so; at once where nobody serves the archive. */
  static void ask(Path stateDirectory) {
    try {
      var reply =
          ControlClient.ask(
              ControlAddress.ofWeb(stateDirectory),
              new Request(COMMAND, Optional.empty()),
              _ -> {});
      LOG.log(Level.DEBUG, "Who serves the archive leaves it: {0}", reply.isPresent());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Who serves the archive does not leave it: {0}", e.toString());
    }
  }
}
