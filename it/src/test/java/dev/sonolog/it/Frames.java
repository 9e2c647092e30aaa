package dev.sonolog.it;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.mpeg.MpegContainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The frames of an MPEG audio file, to take apart by hand. */
final class Frames {
  private Frames() {}

  static List<Packet> of(byte[] file) throws IOException {
    PacketReader reader =
        new MpegContainer().reader(new ByteInput(new ByteArrayInputStream(file), 1 << 20));
    List<Packet> packets = new ArrayList<>();
    for (StreamElement element = reader.next();
        !(element instanceof StreamElement.End);
        element = reader.next()) {
      if (element instanceof Packet packet) {
        packets.add(packet);
      }
    }
    return packets;
  }

  /** All frames and nothing else. */
  static byte[] audioOf(byte[] file) throws IOException {
    ByteArrayOutputStream audio = new ByteArrayOutputStream();
    for (Packet packet : of(file)) {
      audio.write(packet.bytes());
    }
    return audio.toByteArray();
  }

  /** The file without its frame of that number. */
  static byte[] withoutOne(byte[] file, int number) throws IOException {
    Packet missing = of(file).get(number);
    int end = Math.toIntExact(missing.endPosition());
    int start = end - missing.bytes().length;
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(file, 0, start);
    rest.write(file, end, file.length - end);
    return rest.toByteArray();
  }
}
