package dev.sonolog.jobs;

import java.io.IOException;

/** The first byte of a message on the pipe. */
enum MessageKind {
  HELLO,
  MEASURE,
  PROGRESS,
  WINDOWS,
  PEAKS,
  MEASURED,
  FAILED,
  TRANSCODE,
  TRANSCODED,
  SUMMARISE,
  SUMMARISED,
  DRAW,
  CELLS,
  DRAWN;

  private static final MessageKind[] ALL = values();

  byte code() {
    for (int i = 0; i < ALL.length; i++) {
      if (ALL[i] == this) {
        return (byte) ('A' + i);
      }
    }
    throw new AssertionError(this);
  }

  static MessageKind of(byte code) throws IOException {
    int number = code - 'A';
    if (number < 0 || number >= ALL.length) {
      throw new IOException("A message of the unknown kind " + (code & 0xFF));
    }
    return ALL[number];
  }
}
