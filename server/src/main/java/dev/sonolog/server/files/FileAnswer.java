package dev.sonolog.server.files;

import java.util.List;
import java.util.Optional;

/**
 * What to send.
 *
 * @param status of HTTP
 * @param headers in the order to send them
 * @param parts of the body, one behind the other; none where only the headers are asked for
 */
public record FileAnswer(int status, List<Header> headers, List<Part> parts) {
  public static final int OK = 200;
  public static final int PARTIAL = 206;
  public static final int NOT_MODIFIED = 304;
  public static final int PRECONDITION_FAILED = 412;
  public static final int UNSATISFIABLE = 416;

  public FileAnswer {
    headers = List.copyOf(headers);
    parts = List.copyOf(parts);
  }

  /**
   * One header.
   *
   * @param value printable ASCII in one line
   */
  public record Header(String name, String value) {
    public Header {
      if (!value.chars().allMatch(it -> it >= ' ' && it <= '~')) {
        throw new IllegalArgumentException("No value of " + name + ": " + value);
      }
    }
  }

  /** What a body is made of. */
  public sealed interface Part {
    /** How long it is, in bytes. */
    long length();

    /**
     * Bytes that are there already.
     *
     * @param bytes shared, not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // shared by contract; never compared
    record Memory(byte[] bytes) implements Part {
      @Override
      public long length() {
        return bytes.length;
      }
    }

    /** Bytes of the file. */
    record Stored(ByteRange range) implements Part {
      @Override
      public long length() {
        return range.length();
      }
    }
  }

  /**
   * The value of a header.
   *
   * @param name in any case
   */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** How long the body is, in bytes. */
  public long bodyLength() {
    return parts.stream().mapToLong(Part::length).sum();
  }
}
