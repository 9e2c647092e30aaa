package dev.sonolog.capture;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
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
 * @param configured the configured format, in the words of the configuration's key
 * @param contentType the station's Content-Type
 */
record FormatHint(Optional<String> configured, Optional<String> contentType) {
  private static final Logger LOG = System.getLogger(FormatHint.class.getName());

  private static final Set<Codec> MPEG = Set.of(Codec.MPEG_LAYER_3, Codec.MPEG_LAYER_2);
  private static final Set<Codec> AAC = Set.of(Codec.AAC);
  private static final Set<Codec> OGG = Set.of(Codec.VORBIS, Codec.OPUS, Codec.OGG_FLAC);
  private static final Set<Codec> FLAC = Set.of(Codec.FLAC, Codec.OGG_FLAC);

  private static final Set<Codec> PCM = Set.of(Codec.PCM);

  /** What nothing that can be recorded is declared as rightly. */
  private static final Set<Codec> NONE_OF_THEM = Set.of();

  private static final Map<String, Set<Codec>> TYPES =
      Map.ofEntries(
          Map.entry("audio/mpeg", MPEG),
          Map.entry("audio/mp3", MPEG),
          Map.entry("audio/x-mp3", MPEG),
          Map.entry("audio/mpeg3", MPEG),
          Map.entry("audio/x-mpeg", MPEG),
          Map.entry("audio/aac", AAC),
          Map.entry("audio/aacp", AAC),
          Map.entry("audio/x-aac", AAC),
          Map.entry("audio/x-hx-aac-adts", AAC),
          Map.entry("audio/ogg", OGG),
          Map.entry("application/ogg", OGG),
          Map.entry("audio/x-ogg", OGG),
          Map.entry("application/x-ogg", OGG),
          Map.entry("video/ogg", OGG),
          Map.entry("audio/vorbis", Set.of(Codec.VORBIS)),
          Map.entry("audio/opus", Set.of(Codec.OPUS)),
          Map.entry("audio/flac", FLAC),
          Map.entry("audio/x-flac", FLAC),
          Map.entry("audio/mp4", NONE_OF_THEM),
          Map.entry("audio/x-m4a", NONE_OF_THEM),
          Map.entry("video/mp4", NONE_OF_THEM),
          Map.entry("audio/mp4a-latm", NONE_OF_THEM),
          Map.entry("audio/webm", NONE_OF_THEM),
          Map.entry("audio/x-matroska", NONE_OF_THEM),
          Map.entry("audio/wav", PCM),
          Map.entry("audio/x-wav", PCM),
          Map.entry("audio/vnd.wave", PCM),
          Map.entry("audio/l16", NONE_OF_THEM),
          Map.entry("video/mp2t", NONE_OF_THEM),
          Map.entry("video/nsv", NONE_OF_THEM));

  /** Nothing to hold the bytes against. */
  static final FormatHint NONE = new FormatHint(Optional.empty(), Optional.empty());

  /** Logs what the format contradicts, and asks for nothing more. */
  FormatHint checked(AudioFormat format, String address) {
    contradiction(format)
        .ifPresent(
            claim -> LOG.log(Level.WARNING, "{0}: {1} came, although {2}", address, format, claim));
    return NONE;
  }

  /** What was said, when it is not what came. Words and types that nobody knows say nothing. */
  Optional<String> contradiction(AudioFormat format) {
    Optional<String> setting =
        configured
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> contradicts(accepted(word), format))
            .map(word -> "the configuration says " + word);
    Optional<String> type =
        contentType
            .map(FormatHint::bare)
            .filter(bare -> contradicts(Optional.ofNullable(TYPES.get(bare)), format))
            .map(bare -> "the station says " + bare);
    return setting.or(() -> type);
  }

  private static boolean contradicts(Optional<Set<Codec>> said, AudioFormat came) {
    return said.filter(codecs -> !codecs.contains(came.codec())).isPresent();
  }

  private static Optional<Set<Codec>> accepted(String word) {
    return switch (word) {
      case "mp3" -> Optional.of(MPEG);
      case "aac" -> Optional.of(AAC);
      case "ogg" -> Optional.of(OGG);
      case "opus" -> Optional.of(Set.of(Codec.OPUS));
      case "flac" -> Optional.of(FLAC);
      default -> Optional.empty();
    };
  }

  private static String bare(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
