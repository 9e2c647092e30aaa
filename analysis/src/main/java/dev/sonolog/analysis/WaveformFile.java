package dev.sonolog.analysis;

import dev.sonolog.measure.PeakLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A waveform as audiowaveform writes it: its data format, version 2, all numbers little-endian, and
 * its JSON form (both in doc/DataFormat.md of that program). Written piece by piece.
 */
record WaveformFile(Waveform waveform, PeakBits bits) {
  private static final int VERSION = 2;
  private static final int HEAD = 24;
  private static final int EIGHT_BITS = 1;
  private static final int PIECE = 64 << 10;

  void writeData(OutputStream out) throws IOException {
    PeakLevel peaks = waveform.peaks();
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(VERSION).putInt(bits == PeakBits.EIGHT ? EIGHT_BITS : 0);
    head.putInt(waveform.rate().hertz()).putInt(waveform.zoom());
    head.putInt(waveform.length()).putInt(peaks.channels());
    out.write(head.array());
    byte[] bytes = new byte[PIECE];
    ByteBuffer piece = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < peaks.values().length; i++) {
      put(piece, bits.rounded(peaks, i));
      if (piece.remaining() < Short.BYTES) {
        out.write(bytes, 0, piece.position());
        piece.clear();
      }
    }
    out.write(bytes, 0, piece.position());
  }

  private void put(ByteBuffer piece, int value) {
    switch (bits) {
      case EIGHT -> piece.put((byte) value);
      case SIXTEEN -> piece.putShort((short) value);
    }
  }

  /** The values of the head are numbers, and so nothing needs to be quoted. */
  void writeJson(OutputStream out) throws IOException {
    short[] values = waveform.peaks().values();
    StringBuilder piece = new StringBuilder(jsonHead());
    for (int i = 0; i < values.length; i++) {
      piece.append(i == 0 ? "" : ",").append(bits.rounded(waveform.peaks(), i));
      if (piece.length() > PIECE) {
        flush(piece, out);
      }
    }
    flush(piece.append("]}\n"), out);
  }

  private String jsonHead() {
    return "{\"version\":"
        + VERSION
        + ",\"channels\":"
        + waveform.peaks().channels()
        + ",\"sample_rate\":"
        + waveform.rate().hertz()
        + ",\"samples_per_pixel\":"
        + waveform.zoom()
        + ",\"bits\":"
        + bits.count()
        + ",\"length\":"
        + waveform.length()
        + ",\"data\":[";
  }

  private static void flush(StringBuilder piece, OutputStream out) throws IOException {
    out.write(piece.toString().getBytes(StandardCharsets.US_ASCII));
    piece.setLength(0);
  }
}
