package dev.sonolog.it;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.mpeg.MpegContainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The frames of a file that consists of frames, to take apart by hand. */
final class Frames {
  private Frames() {}

  /** Those of MPEG audio. */
  static List<Packet> of(byte[] file) throws IOException {
    return of(new MpegContainer(), file);
  }

  /** Those of any container; what is cut off at the end is left out. */
  static List<Packet> of(Container container, byte[] file) throws IOException {
    PacketReader reader = container.reader(new ByteInput(new ByteArrayInputStream(file), 1 << 20));
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

  /** All frames of MPEG audio and nothing else. */
  static byte[] audioOf(byte[] file) throws IOException {
    return audioOf(new MpegContainer(), file);
  }

  /** All frames and nothing else. */
  static byte[] audioOf(Container container, byte[] file) throws IOException {
    ByteArrayOutputStream audio = new ByteArrayOutputStream();
    for (Packet packet : of(container, file)) {
      audio.write(packet.bytes());
    }
    return audio.toByteArray();
  }

  /** The file of MPEG audio without its frame of that number. */
  static byte[] withoutOne(byte[] file, int number) throws IOException {
    return without(file, of(file).get(number));
  }

  /** The file without the frame in its middle. */
  static byte[] withoutOne(Container container, byte[] file) throws IOException {
    List<Packet> frames = of(container, file);
    return without(file, frames.get(frames.size() / 2));
  }

  private static byte[] without(byte[] file, Packet missing) {
    int end = Math.toIntExact(missing.endPosition());
    int start = end - missing.bytes().length;
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(file, 0, start);
    rest.write(file, end, file.length - end);
    return rest.toByteArray();
  }
}
