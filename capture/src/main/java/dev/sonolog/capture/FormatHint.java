package dev.sonolog.capture;

import dev.sonolog.formats.AudioFormat;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the configuration and the station say the format is. The bytes decide; a contradiction is
 * worth one line in the log per connection, because it is often a wrong setting at the station. A
 * value; {@link #checked} gives what is left to check.
 *
 * @param configured the configured format, in the words of file name extensions
 * @param contentType the station's Content-Type
 */
record FormatHint(Optional<String> configured, Optional<String> contentType) {
  private static final Logger LOG = System.getLogger(FormatHint.class.getName());

  private static final Set<String> MPEG = Set.of("mp3", "mp2");
  private static final Set<String> OGG = Set.of("ogg", "oga", "opus", "flac", "spx");
  private static final Map<String, Set<String>> TYPES =
      Map.ofEntries(
          Map.entry("audio/mpeg", MPEG),
          Map.entry("audio/mp3", MPEG),
          Map.entry("audio/x-mp3", MPEG),
          Map.entry("audio/mpeg3", MPEG),
          Map.entry("audio/x-mpeg", MPEG),
          Map.entry("audio/aac", Set.of("aac")),
          Map.entry("audio/aacp", Set.of("aac")),
          Map.entry("audio/x-aac", Set.of("aac")),
          Map.entry("audio/x-hx-aac-adts", Set.of("aac")),
          Map.entry("audio/ogg", OGG),
          Map.entry("application/ogg", OGG),
          Map.entry("audio/x-ogg", OGG),
          Map.entry("application/x-ogg", OGG),
          Map.entry("audio/vorbis", OGG),
          Map.entry("audio/opus", Set.of("opus")),
          Map.entry("audio/flac", Set.of("flac")),
          Map.entry("audio/x-flac", Set.of("flac")),
          Map.entry("audio/wav", Set.of("wav")),
          Map.entry("audio/x-wav", Set.of("wav")),
          Map.entry("audio/vnd.wave", Set.of("wav")));

  /** Nothing to hold the bytes against. */
  static final FormatHint NONE = new FormatHint(Optional.empty(), Optional.empty());

  /** Logs what the format contradicts, and asks for nothing more. */
  FormatHint checked(AudioFormat format, String address) {
    contradiction(format)
        .ifPresent(
            claim -> LOG.log(Level.WARNING, "{0}: {1} came, although {2}", address, format, claim));
    return NONE;
  }

  /** What was said, when it is not what came. */
  Optional<String> contradiction(AudioFormat format) {
    String extension = format.codec().extension();
    Optional<String> setting =
        configured
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> !word.equals("auto") && !accepted(word).contains(extension))
            .map(word -> "the configuration says " + word);
    Optional<String> type =
        contentType
            .map(FormatHint::bare)
            .filter(bare -> TYPES.containsKey(bare) && !TYPES.get(bare).contains(extension))
            .map(bare -> "the station says " + bare);
    return setting.or(() -> type);
  }

  private static Set<String> accepted(String word) {
    return switch (word) {
      case "mp3", "mp2", "mpeg" -> MPEG;
      case "ogg", "oga", "vorbis" -> OGG;
      default -> Set.of(word);
    };
  }

  private static String bare(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
