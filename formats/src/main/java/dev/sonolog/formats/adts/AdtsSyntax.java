package dev.sonolog.formats.adts;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.FrameSyntax;
import dev.sonolog.formats.mpeg.MpegHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** How ADTS frames are recognised. Stateless. */
final class AdtsSyntax implements FrameSyntax<AdtsHeader> {
  @Override
  public String name() {
    return "AAC in ADTS";
  }

  @Override
  public int headerLength() {
    return AdtsHeader.LENGTH;
  }

  @Override
  public int maxFrameLength() {
    return AdtsHeader.MAX_FRAME_LENGTH;
  }

  @Override
  public Optional<AdtsHeader> parse(ByteInput input, int offset) throws IOException {
    Optional<AdtsHeader> header =
        AdtsHeader.parse(input.peekInt(offset), input.peekInt(offset + 3));
    return header.isPresent() && header.get().channelConfiguration() == 0
        ? Optional.of(header.get().with(programConfig(header.get(), input, offset)))
        : header;
  }

  private static Optional<ProgramConfig> programConfig(
      AdtsHeader header, ByteInput input, int offset) throws IOException {
    int start = offset + header.audioOffset();
    int end = Math.min(offset + header.frameLength(), start + ProgramConfig.MAX_LENGTH);
    boolean there = end <= input.limit() && input.ensure(end);
    return there ? ProgramConfig.parse(input.peekBytes(start, end - start)) : Optional.empty();
  }

  @Override
  public StreamElement.TrackHeader trackHeader(AdtsHeader header) {
    return header.trackHeader();
  }

  @Override
  public AdtsFrame packet(AdtsHeader header, byte[] bytes, long endPosition) {
    return new AdtsFrame(header, bytes, endPosition);
  }

  @Override
  public Optional<String> foreign(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int at = 0; at + MpegHeader.LENGTH <= bytes.length; at++) {
      Optional<MpegHeader> first = MpegHeader.parse(in.getInt(at));
      if (first.isPresent() && follows(in, at, first.get())) {
        return Optional.of("MPEG audio (MP3 or MP2)");
      }
    }
    return Optional.empty();
  }

  private static boolean follows(ByteBuffer in, int at, MpegHeader first) {
    int next = at + first.frameLength();
    return next + MpegHeader.LENGTH <= in.limit()
        && MpegHeader.parse(in.getInt(next)).filter(first::sameTrack).isPresent();
  }
}
