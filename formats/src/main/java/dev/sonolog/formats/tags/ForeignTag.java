package dev.sonolog.formats.tags;

import dev.sonolog.formats.ByteInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Finds the tags that people put between frames: no audio, and no damage either. Knows ID3v2
 * (id3.org, ID3v2.4 structure, 3.1), ID3v1 with its extension, APEv2 with a header, and Lyrics3.
 */
public final class ForeignTag {
  /**
   * No tag is longer, in bytes: room for pictures, and no way to make a reader skip for ever. What
   * claims more is damage.
   */
  public static final int MAX_LENGTH = 16 << 20;

  private static final int ID3V2_HEADER = 10;
  private static final int ID3V1_LENGTH = 128;
  private static final int ID3V1_EXTENSION_LENGTH = 227;
  private static final int APE_HEADER = 32;
  private static final int LYRICS_LIMIT = 8 << 10;

  private ForeignTag() {}

  /** The length in bytes of the tag that begins {@code offset} bytes ahead, if one does. */
  public static OptionalInt at(ByteInput input, int offset) throws IOException {
    if (!has(input, offset + 1) || "ITAL".indexOf(input.peek(offset)) < 0) {
      return OptionalInt.empty();
    }
    if (begins(input, offset, "ID3")) {
      return id3v2(input, offset);
    }
    if (begins(input, offset, "TAG+")) {
      return OptionalInt.of(ID3V1_EXTENSION_LENGTH);
    }
    if (begins(input, offset, "TAG")) {
      return OptionalInt.of(ID3V1_LENGTH);
    }
    if (begins(input, offset, "APETAGEX")) {
      return ape(input, offset);
    }
    return begins(input, offset, "LYRICSBEGIN") ? lyrics(input, offset) : OptionalInt.empty();
  }

  private static OptionalInt id3v2(ByteInput input, int offset) throws IOException {
    if (!has(input, offset + ID3V2_HEADER)) {
      return OptionalInt.empty();
    }
    int version = input.peek(offset + 3);
    int flags = input.peek(offset + 5);
    int size = input.peekInt(offset + 6);
    boolean valid =
        version >= 2 && version <= 4 && (flags & 0x0F) == 0 && (size & 0x8080_8080) == 0;
    int footer = (flags & 0x10) != 0 ? ID3V2_HEADER : 0;
    return valid
        ? bounded(ID3V2_HEADER + (long) Id3v2.unsyncsafe(size) + footer)
        : OptionalInt.empty();
  }

  private static OptionalInt ape(ByteInput input, int offset) throws IOException {
    if (!has(input, offset + APE_HEADER)) {
      return OptionalInt.empty();
    }
    long size = Integer.toUnsignedLong(Integer.reverseBytes(input.peekInt(offset + 12)));
    boolean header = (input.peek(offset + 23) & 0x20) != 0;
    return bounded(header ? APE_HEADER + size : APE_HEADER);
  }

  private static OptionalInt lyrics(ByteInput input, int offset) throws IOException {
    for (int length = 0; length < LYRICS_LIMIT && has(input, offset + length); length++) {
      if (begins(input, offset + length, "LYRICS200")
          || begins(input, offset + length, "LYRICSEND")) {
        return OptionalInt.of(length + "LYRICS200".length());
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt bounded(long length) {
    return length <= MAX_LENGTH ? OptionalInt.of((int) length) : OptionalInt.empty();
  }

  private static boolean begins(ByteInput input, int offset, String magic) throws IOException {
    if (!has(input, offset + 1) || input.peek(offset) != magic.charAt(0)) {
      return false;
    }
    if (!has(input, offset + magic.length())) {
      return false;
    }
    byte[] found = input.peekBytes(offset, magic.length());
    return new String(found, StandardCharsets.ISO_8859_1).equals(magic);
  }

  private static boolean has(ByteInput input, int count) throws IOException {
    return count <= input.limit() && input.ensure(count);
  }
}
