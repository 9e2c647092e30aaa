package dev.sonolog.capture;

import java.util.Optional;

/**
 * What a station says of itself in its reply, repaired to Unicode.
 *
 * @param address the address that answered in the end, after playlists and redirects, without user
 *     and password
 * @param name {@code icy-name} or its like
 * @param genre {@code icy-genre}
 * @param homepage {@code icy-url}
 * @param contentType the declared type, only a hint
 * @param bitrate {@code icy-br} as sent, in kbit/s where it is a number
 */
public record StationInfo(
    String address,
    Optional<String> name,
    Optional<String> genre,
    Optional<String> homepage,
    Optional<String> contentType,
    Optional<String> bitrate) {

  /** What is left of a reply that was heard long ago. */
  public static StationInfo remembered(String address, Optional<String> name) {
    Optional<String> forgotten = Optional.empty();
    return new StationInfo(address, name, forgotten, forgotten, forgotten, forgotten);
  }
}
