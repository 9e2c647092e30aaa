package dev.sonolog.server.access;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A secret of this archive's web side, from which names follow that clients have of us and cannot
 * make up: the same ones after a restart, where the state folder can be written. It is made when it
 * is first needed. Any platform thread; blocks in the file system once.
 */
public final class ClientSecret {
  /** In the state folder; for the owner alone. */
  private static final String FILE = "clients.key";

  private static final Logger LOG = System.getLogger(ClientSecret.class.getName());
  private static final int SHORTEST = 32;

  private final PrivateFile file;
  private @Nullable String secret;

  public ClientSecret(Path stateDirectory) {
    file = new PrivateFile(stateDirectory.resolve(FILE));
  }

  /** Follows from it for a purpose, and tells nothing of it: 43 letters, digits, - and _. */
  public synchronized String derived(String purpose) {
    if (secret == null) {
      secret = load();
    }
    return Secrets.derived(secret, purpose);
  }

  private String load() {
    String fresh = Secrets.create();
    try {
      if (file.shape().isPresent()) {
        String kept = new String(file.read(), StandardCharsets.ISO_8859_1);
        if (kept.length() >= SHORTEST) {
          return kept;
        }
      }
      file.write(fresh.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "{0} cannot be kept, and is another one after a restart: {1}",
          file.path(),
          e.getMessage());
    }
    return fresh;
  }

  @Override
  public String toString() {
    return FILE;
  }
}
