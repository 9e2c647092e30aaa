package dev.sonolog.studio;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The secret that tokens are signed with: made at the first start, and kept in a file that its
 * owner alone may read. Where that cannot be read or written there is another one until the next
 * start: tokens of before count no more, and browsers fetch new ones. Blocks in the file system.
 */
final class TokenSecret {
  private static final Logger LOG = System.getLogger(TokenSecret.class.getName());
  private static final int BYTES = 32;
  private static final String FILE = "token.secret";

  private final byte[] secret;

  private TokenSecret(byte[] secret) {
    this.secret = secret;
  }

  byte[] bytes() {
    return secret.clone();
  }

  /**
   * @param directory of the studio's state
   */
  static TokenSecret of(Path directory) {
    PrivateFile file = new PrivateFile(directory.resolve(FILE), 2 * BYTES + 2);
    try {
      Optional<TokenSecret> kept = file.read().flatMap(TokenSecret::parsed);
      if (kept.isPresent()) {
        makePrivate(file.path());
        return kept.get();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be read and is made anew: {1}", file.path(), e.toString());
    }
    return made(file);
  }

  private static Optional<TokenSecret> parsed(byte[] text) {
    try {
      byte[] secret = HexFormat.of().parseHex(new String(text, StandardCharsets.US_ASCII).strip());
      return Optional.of(secret).filter(it -> it.length == BYTES).map(TokenSecret::new);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** One that nobody keeps. */
  static TokenSecret ofNoFile() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new TokenSecret(secret);
  }

  private static TokenSecret made(PrivateFile file) {
    TokenSecret made = ofNoFile();
    String text = HexFormat.of().formatHex(made.secret) + "\n";
    try {
      file.write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "{0} cannot be written, so tokens count until the next start only: {1}",
          file.path(),
          e.toString());
    }
    return made;
  }

  /** It may have been copied by hand. */
  private static void makePrivate(Path file) throws IOException {
    if (!Files.getPosixFilePermissions(file).equals(PrivateFile.OWN)) {
      LOG.log(Level.WARNING, "{0} was open to others; it is not any more", file);
      Files.setPosixFilePermissions(file, PrivateFile.OWN);
    }
  }
}
