package dev.sonolog.formats.testing;

import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a reader says, one line per element, as a person would check it. */
public final class Dump {
  private Dump() {}

  /** All elements up to the end; whatever the input fails with is tried again. */
  public static List<String> of(PacketReader reader) {
    List<String> lines = new ArrayList<>();
    do {
      try {
        lines.add(line(reader.next()));
      } catch (UnsupportedFormatException e) {
        lines.add("unsupported: " + e.getMessage());
      } catch (IOException e) {
        // The input failed for once.
      }
    } while (lines.isEmpty()
        || !(lines.getLast().equals("end") || lines.getLast().startsWith("unsupported")));
    return lines;
  }

  public static String line(StreamElement element) {
    return switch (element) {
      case StreamElement.TrackHeader(var format, var _) -> "track " + format;
      case StreamElement.Packet packet ->
          String.format(
              "frame @%d %d bytes %d samples #%08x",
              packet.endPosition(),
              packet.bytes().length,
              packet.samples(),
              Arrays.hashCode(packet.bytes()));
      case StreamElement.Title(String text) -> "title " + text;
      case StreamElement.Damage(long position, long bytes, String reason) ->
          "damage @" + position + " " + bytes + " bytes: " + reason;
      case StreamElement.Lost(long samples, String reason) ->
          "lost " + samples + " samples: " + reason;
      case StreamElement.End() -> "end";
    };
  }

  /** The lines without positions and contents: what kind of thing came, how often. */
  public static String shape(List<String> lines) {
    StringBuilder shape = new StringBuilder();
    for (String line : lines) {
      shape.append(line.charAt(0));
    }
    return shape.toString();
  }
}
