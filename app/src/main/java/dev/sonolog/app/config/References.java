package dev.sonolog.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a configuration fetches from elsewhere, so that secrets need not stand in it: environment
 * variables and files.
 *
 * @param directory what relative names of files are relative to
 */
record References(Path directory, Map<String, String> environment) {
  /**
   * A name in braces behind a dollar sign; a second dollar sign before it takes the meaning away.
   */
  private static final Pattern REFERENCE = Pattern.compile("(\\$)?\\$\\{([^}]*)(}?)");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** The longest file with a secret, in bytes. */
  private static final int MOST_BYTES = 64 << 10;

  /** Whether the text takes something from the environment. */
  static boolean refers(String text) {
    return text.contains("${");
  }

  /** How a text is written in which nothing is to be fetched. */
  static String plain(String text) {
    return text.replace("${", "$${");
  }

  /** The text with the values of the variables that it names. */
  String expand(String text) throws BadValueException {
    Matcher match = REFERENCE.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (match.find()) {
      String value =
          match.group(1) == null
              ? variable(match.group(2), match.group(3))
              : match.group().substring(1);
      match.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return match.appendTail(expanded).toString();
  }

  private String variable(String name, String brace) throws BadValueException {
    if (brace.isEmpty() || !NAME.matcher(name).matches()) {
      throw new BadValueException(
          "holds ${ without the name of an environment variable and }; write ${NAME}, or $${ for"
              + " the characters themselves");
    }
    String value = environment.get(name);
    if (value == null) {
      throw new BadValueException(
          "names the environment variable " + name + ", which is not set; set it for the recorder");
    }
    return value.strip();
  }

  /** The lines of a file that say something; blank ones do not. */
  List<String> lines(Path file) throws BadValueException {
    return content(file).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private String content(Path file) throws BadValueException {
    Path place = directory.resolve(file);
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      // A pipe would be waited for without end, and can be read only once.
      throw new BadValueException("is no ordinary file; put the secret into one");
    }
    try (InputStream input = Files.newInputStream(place)) {
      byte[] bytes = input.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new BadValueException(
            "is a file of more than " + MOST_BYTES + " bytes; no secret is");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException _) {
      throw new BadValueException("is no file that exists; create it or correct the name");
    } catch (AccessDeniedException _) {
      throw new BadValueException("is a file that this user may not read; change its permissions");
    } catch (CharacterCodingException _) {
      throw new BadValueException("is a file that is not UTF-8; save it with the encoding UTF-8");
    } catch (IOException e) {
      throw new BadValueException("is no file that can be read: " + e.getClass().getSimpleName());
    }
  }
}
