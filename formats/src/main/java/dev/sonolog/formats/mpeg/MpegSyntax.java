package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.FrameSyntax;
import java.util.Optional;

/** How the frames of MPEG audio are recognised. Stateless. */
public final class MpegSyntax implements FrameSyntax<MpegHeader> {
  @Override
  public String name() {
    return "MPEG audio (MP3 or MP2)";
  }

  @Override
  public int headerLength() {
    return MpegHeader.LENGTH;
  }

  @Override
  public int maxFrameLength() {
    return MpegHeader.MAX_FRAME_LENGTH;
  }

  @Override
  public Optional<MpegHeader> parse(ByteInput input, int offset) {
    return MpegHeader.parse(input.peekInt(offset));
  }

  @Override
  public StreamElement.TrackHeader trackHeader(MpegHeader header) {
    return header.trackHeader();
  }

  @Override
  public MpegFrame packet(MpegHeader header, byte[] bytes, long endPosition) {
    return new MpegFrame(header, bytes, endPosition);
  }

  @Override
  public Optional<String> foreign(byte[] bytes) {
    return new ForeignFrames(bytes).recognised();
  }
}
