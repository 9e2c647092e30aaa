package dev.sonolog.archive.live;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.ByteArrayOutputStream;

/** Packets one after the other, byte for byte, behind a head where there must be one. */
final class PlainOutput implements LiveOutput {
  private final AudioFormat format;
  private final ByteArrayOutputStream out;

  PlainOutput(TrackHeader header, byte[] head, ByteArrayOutputStream out) {
    this.format = header.format();
    this.out = out;
    out.writeBytes(head);
  }

  @Override
  public boolean goesOnWith(TrackHeader next) {
    return next.format().equals(format);
  }

  @Override
  public void nextFile() {
    // no packet needs another
  }

  @Override
  public void remember(Packet packet) {
    // no packet needs another
  }

  @Override
  public boolean write(Packet packet) {
    out.writeBytes(packet.bytes());
    return true;
  }

  @Override
  public void end() {
    // it may end behind any packet
  }
}
