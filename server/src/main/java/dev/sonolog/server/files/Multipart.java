package dev.sonolog.server.files;

import dev.sonolog.server.files.FileAnswer.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Several pieces of a content in one body (RFC 9110, 14.6). Made for one answer. */
final class Multipart {
  private final String mediaType;
  private final long size;
  private final String boundary = boundary();
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param mediaType of each piece
   * @param size of the whole content, in bytes
   */
  Multipart(String mediaType, long size) {
    this.mediaType = mediaType;
    this.size = size;
  }

  /** So long that no piece holds it by chance. */
  private static String boundary() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return "sonolog-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** Adds a piece. */
  void add(ByteRange range, List<Part> piece) {
    parts.add(
        text(
            "\r\n--"
                + boundary
                + "\r\nContent-Type: "
                + mediaType
                + "\r\nContent-Range: "
                + range.contentRange(size)
                + "\r\n\r\n"));
    parts.addAll(piece);
  }

  /** All of it. */
  List<Part> parts() {
    List<Part> all = new ArrayList<>(parts);
    all.add(text("\r\n--" + boundary + "--\r\n"));
    return all;
  }

  /** Of the whole body. */
  String mediaType() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  private static Part text(String text) {
    return new Part.Memory(text.getBytes(StandardCharsets.US_ASCII));
  }
}
