package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.Elements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads a stream and cuts it into segments. */
final class Cutter {
  private static final MpegContainer CONTAINER = new MpegContainer();

  private Cutter() {}

  /** The frames of a stream that holds nothing else. */
  static List<MpegFrame> frames(byte[] stream) throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(stream), MpegReader.LOOK_AHEAD);
    return Elements.packets(new MpegReader(input), MpegFrame.class);
  }

  static Cut cut(List<MpegFrame> frames, Set<Integer> places) throws IOException {
    return Cut.of(CONTAINER.muxer(frames.getFirst().header().trackHeader()), frames, places);
  }
}
