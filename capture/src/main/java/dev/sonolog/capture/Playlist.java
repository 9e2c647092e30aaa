package dev.sonolog.capture;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The kinds of text that come where audio was asked for. The first bytes decide; type and name
 * count only for text without a mark of its own, because servers label playlists as anything.
 */
enum Playlist {
  /** Addresses line by line; {@code #} begins a remark (M3U, and M3U8 when in UTF-8). */
  LINES,
  /** {@code File1=...}; how many there are is told too, and often wrong (PLS). */
  NUMBERED,
  /** Windows Media: {@code <ref href="...">} in what is meant to be XML (ASX). */
  REFERENCES,
  /** {@code <location>} in a {@code <track>} (XSPF version 1). */
  TRACKS,
  /** HTTP Live Streaming (RFC 8216): no list of streams, but a stream in pieces. */
  HLS,
  /** A page for people: an error, a login, a player. */
  WEB_PAGE;

  /** The longest playlist that is read, in bytes. */
  static final int MAX_BYTES = 256 << 10;

  /** The most entries that are tried. */
  static final int MAX_ENTRIES = 50;

  private static final Set<String> LIST_TYPES =
      Set.of(
          "audio/x-mpegurl",
          "audio/mpegurl",
          "application/x-mpegurl",
          "application/mpegurl",
          "application/vnd.apple.mpegurl",
          "audio/x-scpls",
          "application/pls+xml");
  private static final List<String> PAGE_MARKS =
      List.of("<!doctype html", "<html", "<head", "<body");

  /**
   * What a reply is, when it is no audio.
   *
   * @param head its first bytes
   * @param type its Content-Type
   * @param fileName the last part of its address, in lower case
   * @return empty when it may be audio
   */
  static Optional<Playlist> sniff(byte[] head, Optional<String> type, String fileName) {
    if (!PlaylistText.isText(head)) {
      return Optional.empty();
    }
    String text = PlaylistText.decode(head).strip().toLowerCase(Locale.ROOT);
    return marked(text).or(() -> unmarked(text, type.map(Playlist::bare).orElse(""), fileName));
  }

  private static Optional<Playlist> marked(String text) {
    if (text.startsWith("[playlist]")) {
      return Optional.of(NUMBERED);
    }
    if (text.startsWith("#extm3u") || text.startsWith("#ext-x-")) {
      return Optional.of(text.contains("#ext-x-") ? HLS : LINES);
    }
    if (text.contains("<asx")) {
      return Optional.of(REFERENCES);
    }
    if (text.startsWith("<") && text.contains("<playlist")) {
      return Optional.of(TRACKS);
    }
    return PAGE_MARKS.stream().anyMatch(text::contains) ? Optional.of(WEB_PAGE) : Optional.empty();
  }

  private static Optional<Playlist> unmarked(String text, String type, String fileName) {
    if (text.startsWith("<")) {
      return Optional.of(WEB_PAGE);
    }
    if (PlaylistText.hasNumbered(text)) {
      return Optional.of(NUMBERED);
    }
    boolean named =
        LIST_TYPES.contains(type) || fileName.endsWith(".m3u") || fileName.endsWith(".m3u8");
    boolean lines =
        PlaylistText.lines(text).findFirst().filter(PlaylistText::isAddress).isPresent();
    return named || lines ? Optional.of(LINES) : Optional.empty();
  }

  private static String bare(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * The addresses that a playlist names, in its order, each once, as they stand there.
   *
   * @param whole all of its bytes
   * @throws CaptureFailure if it is none that names any
   */
  List<String> entries(byte[] whole) throws CaptureFailure {
    String text = PlaylistText.decode(whole);
    return entries(text)
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .distinct()
        .limit(MAX_ENTRIES)
        .toList();
  }

  private Stream<String> entries(String text) throws CaptureFailure {
    return switch (this) {
      case LINES -> plain(text);
      case NUMBERED -> PlaylistText.numbered(text);
      case REFERENCES -> Markup.attributes(text, Set.of("ref", "entryref"), "href");
      case TRACKS -> Markup.texts(text, "track", "location");
      case HLS -> throw hls();
      case WEB_PAGE -> throw webPage(text);
    };
  }

  private static Stream<String> plain(String text) throws CaptureFailure {
    if (text.toLowerCase(Locale.ROOT).contains("#ext-x-")) {
      throw hls();
    }
    return PlaylistText.lines(text);
  }

  private static CaptureFailure hls() {
    return new CaptureFailure(
        CaptureFailure.Kind.UNSUPPORTED,
        "HLS is not supported yet; use the station's plain stream, if it has one");
  }

  private static CaptureFailure webPage(String text) {
    String title =
        Markup.texts(text, "", "title")
            .findFirst()
            .filter(words -> words.length() <= 200)
            .map(words -> " (\"" + RepairedText.clean(words) + "\")")
            .orElse("");
    return new CaptureFailure(
        CaptureFailure.Kind.UNSUPPORTED,
        "a web page" + title + " came instead of audio; is this the address of the stream itself?");
  }
}
