package dev.sonolog.capture;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a station says of itself in the headers that three generations of servers use. */
final class Stations {
  private Stations() {}

  static StationInfo info(Reply reply, StreamAddress address) {
    return new StationInfo(
        address.toString(),
        first(reply, "icy-name", "ice-name", "x-audiocast-name"),
        first(reply, "icy-genre", "ice-genre", "x-audiocast-genre"),
        first(reply, "icy-url", "ice-url", "x-audiocast-url"),
        first(reply, "Content-Type"),
        first(reply, "icy-br", "ice-bitrate", "x-audiocast-bitrate"));
  }

  private static Optional<String> first(Reply reply, String... names) {
    return Stream.of(names).flatMap(reply::headers).filter(text -> !text.isBlank()).findFirst();
  }
}
