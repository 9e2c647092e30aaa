package dev.sonolog.archive;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentTags;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads segments with the container that knows them. Plain blocking code: platform threads only. A
 * container that fails unexpectedly on a file is that file's failure, an {@link IOException} like
 * others.
 */
public final class SegmentReading {
  /** How far a container may look into a file to recognise it. */
  private static final int SNIFFED = 4 << 20;

  /** So much of a file holds its head and tells, at its bitrate, how long it is, in bytes. */
  private static final int BEGINNING = 128 << 10;

  /** How far is read where no packet is in that, as behind a large picture, in bytes. */
  private static final int FAR = 1 << 20;

  /**
   * A file that was read from its start to its end.
   *
   * @param bytes its length
   */
  record Read(InspectedSegment content, long bytes, SealedSegment.Digest digest) {}

  /**
   * What the beginning of a file holds.
   *
   * @param content as if the file ended there
   * @param whole whether that is all of it
   * @param declared how many playable samples it says that it has
   */
  record Glimpse(InspectedSegment content, boolean whole, OptionalLong declared) {}

  /** An open file, and the container that knows it. */
  public record Opened(Container container, FileChannel file) implements Closeable {
    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** What is done with an open file and the container that knows it. */
  interface Work<T> {
    T on(Container container, FileChannel file) throws IOException;
  }

  private final List<Container> containers;

  /**
   * @param containers what files are tried as, in this order
   */
  public SegmentReading(List<Container> containers) {
    this.containers = List.copyOf(containers);
  }

  /**
   * Reads a whole file, and its digest.
   *
   * @throws MalformedSegmentException if no container knows it
   */
  Read read(Path file) throws IOException {
    return with(file, (c, open) -> digested(c.inspect(open), open), StandardOpenOption.READ);
  }

  /**
   * Says what a whole file holds.
   *
   * @throws MalformedSegmentException if no container knows it
   */
  InspectedSegment inspect(Path file) throws IOException {
    return with(file, Container::inspect, StandardOpenOption.READ);
  }

  /**
   * The tags of a file, found by reading only its beginning.
   *
   * @throws MalformedSegmentException if no container knows it
   */
  Optional<SegmentTags> tags(Path file) throws IOException {
    return glimpse(file).content().tags();
  }

  /**
   * What a file holds as far as its beginning tells: its tags and its first packets at least.
   *
   * @throws MalformedSegmentException if no container knows it, or no packet is near its start
   */
  Glimpse glimpse(Path file) throws IOException {
    return with(file, SegmentReading::glimpse, StandardOpenOption.READ);
  }

  private static Glimpse glimpse(Container container, FileChannel file) throws IOException {
    try {
      return glimpse(container, file, BEGINNING);
    } catch (MalformedSegmentException e) {
      if (file.size() <= BEGINNING) {
        throw e;
      }
      return glimpse(container, file, FAR);
    }
  }

  private static Glimpse glimpse(Container container, FileChannel file, int most)
      throws IOException {
    boolean whole = file.size() <= most;
    InspectedSegment content = container.inspect(new Beginning(file, most));
    return new Glimpse(content, whole, whole ? OptionalLong.empty() : declared(container, file));
  }

  /** It is no more than a hint. */
  private static OptionalLong declared(Container container, FileChannel file) {
    try {
      return container.declaredSamples(file);
    } catch (IOException | RuntimeException _) {
      return OptionalLong.empty();
    }
  }

  /**
   * Makes a whole segment of what a killed writer left, and brings it to the medium.
   *
   * @throws MalformedSegmentException if it holds no packet; it is left as it was
   */
  Read repair(Path file) throws IOException {
    return with(
        file,
        (c, open) -> {
          InspectedSegment content = c.repair(open);
          open.force(true);
          return digested(content, open);
        },
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static Read digested(InspectedSegment content, FileChannel file) throws IOException {
    return new Read(content, file.size(), Digests.of(file, content.headLength(), _ -> {}));
  }

  /**
   * Opens a file for reading.
   *
   * @throws MalformedSegmentException if no container knows it
   */
  public Opened open(Path file) throws IOException {
    FileChannel open = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new Opened(container(file, open), open);
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /**
   * Opens the file of a segment; one that was being recorded a moment ago may be sealed now.
   *
   * @throws NoSuchFileException if it is there under neither name
   * @throws MalformedSegmentException if no container knows it, or too little is there to tell
   */
  public Opened open(StoredSegment segment) throws IOException {
    try {
      return open(segment.place());
    } catch (NoSuchFileException e) {
      if (segment.place().equals(segment.file())) {
        throw e;
      }
      return open(segment.file());
    }
  }

  /**
   * Reads a file in some other way.
   *
   * @throws MalformedSegmentException if no container knows it
   */
  <T> T with(Path file, Work<T> work) throws IOException {
    return with(file, work, StandardOpenOption.READ);
  }

  private <T> T with(Path file, Work<T> work, StandardOpenOption... options) throws IOException {
    try (FileChannel open = FileChannel.open(file, options)) {
      Container container = container(file, open);
      open.position(0);
      return work.on(container, open);
    } catch (RuntimeException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
  }

  private Container container(Path file, FileChannel open) throws IOException {
    ByteInput input = new ByteInput(Channels.newInputStream(open.position(0)), SNIFFED);
    for (Container container : containers) {
      if (container.sniff(input)) {
        return container;
      }
    }
    throw new MalformedSegmentException(file + " is no audio file of a known kind");
  }
}
