package dev.sonolog.studio;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps leases over a restart, in one small file that is replaced as a whole. One that cannot be
 * read counts as none: then nobody is in control. Blocks in the file system.
 */
final class LeaseFile {
  private static final Logger LOG = System.getLogger(LeaseFile.class.getName());
  private static final int MOST_BYTES = 4 << 20;
  private static final int VERSION = 1;
  private static final String FILE = "leases.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private record Content(int version, Leases.Kept leases) {}

  private final PrivateFile file;

  /**
   * @param directory of the studio's state
   */
  LeaseFile(Path directory) {
    file = new PrivateFile(directory.resolve(FILE), MOST_BYTES);
  }

  Leases.Kept read() {
    try {
      Optional<byte[]> bytes = file.read();
      return bytes.isPresent() ? parsed(bytes.get()) : Leases.Kept.NONE;
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      LOG.log(
          Level.WARNING,
          "{0} cannot be read, so nobody is in control of anything now: {1}",
          file.path(),
          e.toString());
      return Leases.Kept.NONE;
    }
  }

  private static Leases.Kept parsed(byte[] bytes) throws IOException {
    Content content = JSON.readValue(bytes, Content.class);
    if (content == null || content.version() != VERSION) {
      throw new IOException("it is of another version of this program");
    }
    return content.leases();
  }

  void write(Leases.Kept leases) throws IOException {
    file.write(JSON.writeValueAsBytes(new Content(VERSION, leases)));
  }
}
