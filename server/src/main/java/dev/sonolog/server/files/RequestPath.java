package dev.sonolog.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of folders and of a file in them, as a request gives them. There is one way to write
 * each, and every other is refused rather than mended: what somebody mends somebody else
 * understands differently.
 *
 * @param names one or more, none of them special, the last one the file's
 */
public record RequestPath(List<String> names) {
  /** A longer path is none, in characters as it is sent. */
  static final int MAX_LENGTH = 4_096;

  private static final int HEX = 16;

  public RequestPath {
    names = List.copyOf(names);
  }

  /** What is there. */
  public sealed interface Lookup {
    /**
     * A file.
     *
     * @param real where it is, without links
     * @param relative as it is called below the folder that was looked in
     */
    record Found(Path real, Path relative) implements Lookup {}

    /** A link leads out of the folder. */
    record Outside() implements Lookup {}

    /** Nothing, or no plain file. */
    record Missing() implements Lookup {}

    /** The path is none. */
    record Malformed(String why) implements Lookup {}
  }

  // --- names

  /**
   * The names in a path.
   *
   * @param raw relative, with all its percent signs as they were sent
   * @throws MalformedPathException if it is no path
   */
  public static RequestPath parse(String raw) throws MalformedPathException {
    if (raw.length() > MAX_LENGTH) {
      throw new MalformedPathException("longer than " + MAX_LENGTH + " bytes");
    }
    List<String> names = new ArrayList<>();
    for (String segment : raw.split("/", -1)) {
      names.add(name(segment));
    }
    return new RequestPath(names);
  }

  private static String name(String segment) throws MalformedPathException {
    String name = decoded(segment);
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new MalformedPathException("a name is empty or special");
    }
    if (name.chars().anyMatch(it -> Character.isISOControl(it) || it == '/' || it == '\\')) {
      throw new MalformedPathException("a name has a character that no file's has");
    }
    return name;
  }

  /** Once: a percent sign that comes out of this is one. */
  private static String decoded(String segment) throws MalformedPathException {
    ByteBuffer bytes = ByteBuffer.allocate(segment.length());
    for (int at = 0; at < segment.length(); at++) {
      char character = segment.charAt(at);
      if (character == '%') {
        bytes.put(octet(segment, at + 1));
        at += 2;
      } else if (character < 0x80) {
        bytes.put((byte) character);
      } else {
        throw new MalformedPathException("a character beyond ASCII that is not encoded");
      }
    }
    return text(bytes.flip());
  }

  private static byte octet(String segment, int at) throws MalformedPathException {
    int high = at + 1 < segment.length() ? digit(segment.charAt(at)) : HEX;
    int low = high < HEX ? digit(segment.charAt(at + 1)) : HEX;
    if (low == HEX) {
      throw new MalformedPathException("a percent sign without two hexadecimal digits");
    }
    return (byte) (high << 4 | low);
  }

  /** Its value; 16 of what is no digit. */
  private static int digit(char character) {
    int digit = character < 0x80 ? Character.digit(character, HEX) : HEX;
    return digit < 0 ? HEX : digit;
  }

  private static String text(ByteBuffer bytes) throws MalformedPathException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedPathException("the bytes are no UTF-8");
    }
  }

  // --- files

  /**
   * The file that a path means. Asks the file system, so it is run by one of {@link ReaderThreads}.
   *
   * @param raw as {@link #parse} takes it
   * @param root the folder that it must lie in, itself or by links
   * @throws IOException if the file system fails
   */
  public static Lookup find(String raw, Path root) throws IOException {
    try {
      return parse(raw).resolve(root);
    } catch (MalformedPathException e) {
      return new Lookup.Malformed(e.why());
    }
  }

  /**
   * The file of these names, as {@link #find}.
   *
   * @throws IOException if the file system fails
   */
  public Lookup resolve(Path root) throws IOException {
    try {
      Path folder = root.toRealPath();
      Optional<Path> file = walk(folder);
      return file.isPresent() ? inside(folder, file.get()) : new Lookup.Missing();
    } catch (NoSuchFileException | InvalidPathException _) {
      return new Lookup.Missing();
    }
  }

  private static Lookup inside(Path folder, Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(folder)) {
      return new Lookup.Outside();
    }
    return Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
        ? new Lookup.Found(real, folder.relativize(file))
        : new Lookup.Missing();
  }

  private Optional<Path> walk(Path folder) {
    Optional<Path> at = Optional.of(folder);
    for (String name : names) {
      at = at.flatMap(parent -> child(parent, name));
    }
    return at;
  }

  /** Systems spell letters with accents in two ways; whoever asks may not know which. */
  private static Optional<Path> child(Path parent, String name) {
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(name);
    spellings.add(Normalizer.normalize(name, Normalizer.Form.NFC));
    spellings.add(Normalizer.normalize(name, Normalizer.Form.NFD));
    return spellings.stream().map(parent::resolve).filter(Files::exists).findFirst();
  }
}
