package dev.sonolog.server;

import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.RefusedChange;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/**
 * The first administrator, where the environment tells the password: containers have no terminal.
 */
final class FirstUser {
  private static final Logger LOG = System.getLogger(FirstUser.class.getName());

  private FirstUser() {}

  /**
   * Makes it, if there is nobody yet.
   *
   * @throws IOException if the password cannot be used
   */
  static void make(Accounts accounts, Map<String, String> environment) throws IOException {
    try {
      switch (accounts.bootstrap(environment)) {
        case MADE -> LOG.log(Level.INFO, "The user admin was made, with the password given");
        case IGNORED ->
            LOG.log(Level.INFO, "There are users already; the password given is not used");
        case NOT_ASKED -> {}
      }
    } catch (RefusedChange e) {
      throw new IOException("The first user cannot be made: " + e.getMessage(), e);
    }
  }
}
