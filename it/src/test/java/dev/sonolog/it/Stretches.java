package dev.sonolog.it;

import dev.sonolog.formats.StreamElement.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A live stream taken apart where it begins anew, for decoders that expect one format from
 * beginning to end.
 */
final class Stretches {
  private static final byte[] CAPTURE = "OggS".getBytes(StandardCharsets.US_ASCII);
  private static final int FLAGS = 5;
  private static final int BEGINS_STREAM = 2;

  private Stretches() {}

  /** Where the rate or the channels of MPEG audio change; only whole frames. */
  static List<byte[]> ofMpeg(byte[] stream) throws IOException {
    List<ByteArrayOutputStream> stretches = new ArrayList<>();
    int last = 0;
    for (Packet packet : Frames.of(stream)) {
      int format = format(packet.bytes());
      if (stretches.isEmpty() || format != last) {
        stretches.add(new ByteArrayOutputStream());
      }
      last = format;
      stretches.getLast().writeBytes(packet.bytes());
    }
    return stretches.stream().map(ByteArrayOutputStream::toByteArray).toList();
  }

  /** Version, rate and whether it is mono (ISO/IEC 11172-3, 2.4.2.3). */
  private static int format(byte[] frame) {
    boolean mono = (frame[3] & 0xC0) == 0xC0;
    return (frame[1] & 0x18) << 8 | (frame[2] & 0x0C) << 1 | (mono ? 1 : 0);
  }

  /** Where a logical stream begins (RFC 3533, section 6). */
  static List<byte[]> ofOgg(byte[] stream) {
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at + FLAGS < stream.length; at++) {
      if (Arrays.equals(stream, at, at + CAPTURE.length, CAPTURE, 0, CAPTURE.length)
          && (stream[at + FLAGS] & BEGINS_STREAM) != 0) {
        starts.add(at);
      }
    }
    starts.add(stream.length);
    List<byte[]> stretches = new ArrayList<>();
    for (int i = 0; i + 1 < starts.size(); i++) {
      stretches.add(Arrays.copyOfRange(stream, starts.get(i), starts.get(i + 1)));
    }
    return stretches;
  }
}
