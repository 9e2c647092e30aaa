package dev.sonolog.studio;

import dev.sonolog.archive.Ownership;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file that takes are kept in: lines that are only appended, each with a checksum, forced to
 * the medium before anybody is told. Now and then it is written anew without what later lines
 * replaced. What a crash or a bad disk left of it counts line by line; a file with damage is kept
 * beside it once. Blocks in the file system; one thread.
 */
final class TakeJournal {
  /** The file's name in the studio's folder. */
  static final String FILE = "takes.journal";

  static final String DAMAGED = "takes.journal.damaged";

  /** More is no journal of ours. */
  private static final int MOST_BYTES = 256 << 20;

  private static final int CHECKSUM = 8;
  private static final String BOOKED = "booked";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path file;
  private final PrivateFile whole;

  /**
   * What is in it.
   *
   * @param damaged lines that say nothing any more
   */
  record Content(List<JournalEntry> entries, int damaged) {
    Content {
      entries = List.copyOf(entries);
    }
  }

  /**
   * @param directory of the studio's state
   */
  TakeJournal(Path directory) {
    file = directory.resolve(FILE);
    whole = new PrivateFile(file, MOST_BYTES);
  }

  Path path() {
    return file;
  }

  /**
   * Reads all of it; where a line is damaged the file as it is now is kept aside.
   *
   * @throws IOException if it is there and cannot be read; it must not be written then
   */
  Content read() throws IOException {
    Content content = content();
    if (content.damaged() > 0) {
      Files.copy(file, file.resolveSibling(DAMAGED), StandardCopyOption.REPLACE_EXISTING);
    }
    return content;
  }

  /** Reads all of it, and changes nothing. */
  Content content() throws IOException {
    Optional<byte[]> bytes = whole.read();
    if (bytes.isEmpty()) {
      return new Content(List.of(), 0);
    }
    List<JournalEntry> entries = new ArrayList<>();
    int damaged = 0;
    for (String line : new String(bytes.get(), StandardCharsets.UTF_8).split("\n", -1)) {
      Optional<JournalEntry> entry = parsed(line);
      entry.ifPresent(entries::add);
      damaged += entry.isEmpty() && !line.isEmpty() ? 1 : 0;
    }
    return new Content(entries, damaged);
  }

  private static Optional<JournalEntry> parsed(String line) {
    if (line.length() <= CHECKSUM || line.charAt(CHECKSUM) != ' ') {
      return Optional.empty();
    }
    String said = line.substring(CHECKSUM + 1);
    if (!checksum(said).equals(line.substring(0, CHECKSUM))) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.treeToValue(current(said), JournalEntry.class));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** What versions wrote that knew of no bookings is read, too. */
  private static JsonNode current(String said) {
    JsonNode tree = JSON.readTree(said);
    if (tree instanceof ObjectNode entry && !entry.has(BOOKED)) {
      entry.putArray(BOOKED);
    }
    return tree;
  }

  private static String line(JournalEntry entry) {
    String said = JSON.writeValueAsString(entry);
    return checksum(said) + " " + said + "\n";
  }

  private static String checksum(String said) {
    CRC32 crc = new CRC32();
    crc.update(said.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  /** Appends a line. Where that fails, nothing of it is left. */
  void append(JournalEntry entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line(entry).getBytes(StandardCharsets.UTF_8));
    if (Files.notExists(file)) {
      whole.write(bytes.array());
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE))) {
      long end = channel.size();
      try {
        append(channel, end, bytes);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }

  /** A line that a crash cut off is ended first. */
  private static void append(FileChannel channel, long end, ByteBuffer line) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    boolean isWhole = end == 0 || channel.read(last, end - 1) < 1 || last.get(0) == '\n';
    long at = end;
    if (!isWhole) {
      at += channel.write(ByteBuffer.wrap(new byte[] {'\n'}), end);
    }
    while (line.hasRemaining()) {
      at += channel.write(line, at);
    }
    channel.force(false);
  }

  /** Replaces all of it. */
  void rewrite(List<JournalEntry> entries) throws IOException {
    Ownership.makeFolder(file.resolveSibling(""));
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(line(entry)));
    whole.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
