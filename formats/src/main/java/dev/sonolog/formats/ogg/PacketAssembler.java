package dev.sonolog.formats.ogg;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the packets of one logical stream together from its pages (RFC 3533, section 5) and notices
 * what is missing between them. Owned by one logical stream; keeps one packet at most.
 */
final class PacketAssembler {
  /** A longer packet is cut to this length, in bytes: only pictures in comments are longer. */
  static final int MAX_PACKET = 1 << 20;

  private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
  private boolean inPacket;
  private boolean headless;
  private @Nullable OggPage before;

  /**
   * A packet in its container.
   *
   * @param endPosition the position behind its last byte in the input
   */
  @SuppressWarnings("ArrayRecordComponent") // shared by contract; never compared
  record Piece(byte[] bytes, long endPosition) {}

  /**
   * What a page brought.
   *
   * @param pieces the packets that ended on it
   * @param loss what is missing in front of them, for a person
   */
  record Taken(List<Piece> pieces, Optional<String> loss) {}

  /** Whether a page was taken. */
  boolean started() {
    return before != null;
  }

  /** Whether the page follows the one before it without a jump. */
  boolean continuedBy(OggPage page) {
    return before == null
        || (page.sequence() == before.sequence() + 1 && page.continued() == inPacket);
  }

  /** Whether a packet was begun and is not complete. */
  boolean inPacket() {
    return inPacket;
  }

  Taken take(OggPage page) {
    Optional<String> loss = loss(page);
    if (!page.continued() || !inPacket || loss.isPresent()) {
      packet.reset();
      headless = page.continued();
    }
    List<Piece> pieces = pieces(page);
    before = page;
    return new Taken(pieces, loss);
  }

  private Optional<String> loss(OggPage page) {
    if (before == null) {
      return Optional.empty();
    }
    int missing = page.sequence() - before.sequence() - 1;
    if (missing != 0) {
      String follows = "page " + Integer.toUnsignedString(page.sequence());
      return Optional.of(follows + " follows " + Integer.toUnsignedString(before.sequence()));
    }
    return page.continued() == inPacket
        ? Optional.empty()
        : Optional.of(inPacket ? "a packet is broken off" : "a packet has no beginning");
  }

  private List<Piece> pieces(OggPage page) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    int at = 0;
    inPacket = page.continued();
    for (byte lacing : page.lacing()) {
      int length = lacing & 0xFF;
      at += length;
      inPacket = length == OggPage.FULL_SEGMENT;
      if (!inPacket) {
        end(page, from, at, pieces);
        from = at;
      }
    }
    append(page.body(), from, at);
    return pieces;
  }

  /** Most packets lie on one page. */
  private void end(OggPage page, int from, int to, List<Piece> pieces) {
    boolean whole = packet.size() == 0;
    if (!whole) {
      append(page.body(), from, to);
    }
    if (!headless) {
      byte[] bytes = whole ? Arrays.copyOfRange(page.body(), from, to) : packet.toByteArray();
      pieces.add(new Piece(bytes, page.bodyPosition() + to));
    }
    headless = false;
    packet.reset();
  }

  private void append(byte[] body, int from, int to) {
    packet.write(body, from, Math.min(to - from, MAX_PACKET - packet.size()));
  }
}
