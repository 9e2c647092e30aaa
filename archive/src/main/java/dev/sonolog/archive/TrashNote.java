package dev.sonolog.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What lies beside a file in the trash and says where it came from, for people and for an archive
 * that lost its catalogue.
 *
 * @param file where it lay, relative to the folder that holds the trash's own {@code .sonolog}
 * @param cause a word of {@link GapCause}
 * @param by who deleted it
 */
record TrashNote(
    String file,
    String source,
    String run,
    int number,
    String cause,
    Instant at,
    String by,
    String why) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** The gap that stands for it. */
  GapCause gapCause() {
    return GapCause.of(cause).orElse(GapCause.DELETED);
  }

  /** Writes it and brings it to the medium. */
  void write(Path target) throws IOException {
    ByteBuffer text =
        ByteBuffer.wrap((JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
  }

  /** Reads one; nothing where there is none, or no whole one. */
  static Optional<TrashNote> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), TrashNote.class));
    } catch (IOException | JacksonException _) {
      return Optional.empty();
    }
  }
}
