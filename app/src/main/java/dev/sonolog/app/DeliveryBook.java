package dev.sonolog.app;

import dev.sonolog.libretime.DeliveryNote;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * How far deliveries are, on disk before the next step is taken. A file that is there and cannot be
 * read lets nothing be delivered: what was would come twice. One thread; blocks.
 */
final class DeliveryBook {
  private static final Logger LOG = System.getLogger(DeliveryBook.class.getName());
  private static final int MOST_OVER = 500;

  private final Path file;
  private Content content;

  /**
   * One show's delivery.
   *
   * @param booking of which it is
   * @param name of the show
   */
  record Entry(String booking, String name, DeliveryNote note) {
    Entry with(DeliveryNote next) {
      return new Entry(booking, name, next);
    }
  }

  /**
   * What the file holds.
   *
   * @param since shows that ended before are not delivered: nobody wished it then
   */
  record Content(Instant since, List<Entry> entries) {
    Content {
      entries = List.copyOf(entries);
    }
  }

  private DeliveryBook(Path file, Content content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Reads it.
   *
   * @param now from when on shows are delivered where there is none yet
   * @throws IOException if it is there and cannot be read, or cannot be written
   */
  static DeliveryBook open(Path file, Instant now) throws IOException {
    try {
      if (Files.exists(file)) {
        return new DeliveryBook(
            file, ControlMessage.JSON.readValue(Files.readAllBytes(file), Content.class));
      }
    } catch (JacksonException e) {
      throw new IOException(file + " is damaged; move it away: " + e.getOriginalMessage(), e);
    }
    DeliveryBook book = new DeliveryBook(file, new Content(now, List.of()));
    book.write(book.content);
    return book;
  }

  Instant since() {
    return content.since();
  }

  /** Those that were begun, the oldest first. */
  List<Entry> entries() {
    return content.entries();
  }

  boolean has(String booking) {
    return content.entries().stream().anyMatch(it -> it.booking().equals(booking));
  }

  /**
   * Keeps how far a delivery is.
   *
   * @return whether it is on disk; if not, nothing more may be done for it
   */
  boolean keep(Entry entry) {
    List<Entry> entries = new ArrayList<>(content.entries());
    int at = indexOf(entries, entry);
    if (at < 0) {
      entries.add(entry);
    } else {
      entries.set(at, entry);
    }
    long over = entries.stream().filter(it -> it.note().stage().isFinal()).count();
    if (over > MOST_OVER) {
      entries.remove(first(entries));
    }
    try {
      write(new Content(content.since(), entries));
      return true;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be written, so a delivery waits: {1}", file, e.toString());
      return false;
    }
  }

  private static int indexOf(List<Entry> entries, Entry entry) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).booking().equals(entry.booking())) {
        return i;
      }
    }
    return -1;
  }

  private static Entry first(List<Entry> entries) {
    return entries.stream().filter(it -> it.note().stage().isFinal()).findFirst().orElseThrow();
  }

  private void write(Content fresh) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer rest = ByteBuffer.wrap(ControlMessage.JSON.writeValueAsBytes(fresh));
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    content = fresh;
  }
}
