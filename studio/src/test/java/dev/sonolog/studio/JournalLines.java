package dev.sonolog.studio;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lines of a journal as an earlier version would have written them. */
final class JournalLines {
  private JournalLines() {}

  /** The same lines without a property. */
  static String without(String property, String lines) {
    StringBuilder all = new StringBuilder();
    for (String line : lines.split("\n", -1)) {
      if (!line.isEmpty()) {
        ObjectNode said = (ObjectNode) JsonMapper.shared().readTree(line.substring(9));
        said.remove(property);
        CRC32 crc = new CRC32();
        crc.update(said.toString().getBytes(StandardCharsets.UTF_8));
        all.append("%08x %s\n".formatted(crc.getValue(), said));
      }
    }
    return all.toString();
  }
}
