package dev.sonolog.formats.wav;

import java.nio.charset.StandardCharsets;

/** The names of chunks and of forms: four characters, here as a big-endian number. */
final class ChunkId {
  /** A form whose lengths have 32 bits (Multimedia Programming Interface 1.0, "RIFF"). */
  static final int RIFF = of("RIFF");

  /** A form whose lengths stand in {@link #DS64} (EBU Tech 3306). */
  static final int RF64 = of("RF64");

  /** The same by its later name (ITU-R BS.2088). */
  static final int BW64 = of("BW64");

  static final int WAVE = of("WAVE");

  /** The lengths of 64 bits (EBU Tech 3306, 4). */
  static final int DS64 = of("ds64");

  /** Room. */
  static final int JUNK = of("JUNK");

  static final int FMT = of("fmt ");
  static final int FACT = of("fact");

  /** The Broadcast Audio Extension (EBU Tech 3285, 2.3). */
  static final int BEXT = of("bext");

  /** An ID3v2 tag. */
  static final int ID3 = of("id3 ");

  static final int DATA = of("data");

  /** Points in the samples (Multimedia Programming Interface 1.0, "WAVE": cue points). */
  static final int CUE = of("cue ");

  /** A list of chunks of one kind. */
  static final int LIST = of("LIST");

  /** The kind of list that says what points are ("associated data list"). */
  static final int ADTL = of("adtl");

  /** In it: the text of a point. */
  static final int LABL = of("labl");

  /** In it: how long a point lasts. */
  static final int LTXT = of("ltxt");

  /** What a point is that lasts. */
  static final int RGN = of("rgn ");

  /** Before each chunk's content: its name and its length, in bytes. */
  static final int HEADER = 8;

  private ChunkId() {}

  private static int of(String name) {
    int id = 0;
    for (byte letter : name.getBytes(StandardCharsets.US_ASCII)) {
      id = id << 8 | letter;
    }
    return id;
  }

  /** Whether a chunk may be called so: printable characters of ASCII. */
  static boolean plausible(int id) {
    boolean printable = true;
    for (int shift = 0; shift < Integer.SIZE; shift += 8) {
      int letter = id >>> shift & 0xFF;
      printable &= letter >= ' ' && letter <= '~';
    }
    return printable;
  }

  /** As people read it. */
  static String name(int id) {
    byte[] letters = {(byte) (id >> 24), (byte) (id >> 16), (byte) (id >> 8), (byte) id};
    return new String(letters, StandardCharsets.ISO_8859_1);
  }
}
