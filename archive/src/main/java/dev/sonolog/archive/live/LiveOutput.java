package dev.sonolog.archive.live;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.streaming.MediaSourceForm;
import dev.sonolog.formats.wav.EndlessWav;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Makes the bytes of one stream from packets. One thread; what it makes is gathered by its owner.
 */
interface LiveOutput {
  /** Whether packets of this track can go on with the stream. */
  boolean goesOnWith(TrackHeader next);

  /** What follows comes from the start of another file. */
  void nextFile();

  /** A packet that is not to be heard itself. */
  void remember(Packet packet) throws IOException;

  /**
   * A packet that is to be heard.
   *
   * @return whether it could follow what came before; else the stream has ended
   */
  boolean write(Packet packet) throws IOException;

  /** Nothing follows. */
  void end() throws IOException;

  /** The output for a track. */
  static LiveOutput of(
      LiveForm form,
      Container container,
      TrackHeader header,
      StoredSegment segment,
      ByteArrayOutputStream out) {
    return switch (form) {
      case FILE -> file(container, header, segment, out);
      case FRAGMENTS ->
          MediaSourceForm.isPlain(header.format().codec())
              ? file(container, header, segment, out)
              : new MuxedOutput(MediaSourceForm::muxer, header, segment, out);
    };
  }

  private static LiveOutput file(
      Container container, TrackHeader header, StoredSegment segment, ByteArrayOutputStream out) {
    return switch (header.format().codec()) {
      case MPEG_LAYER_2, MPEG_LAYER_3, AAC -> new PlainOutput(header, new byte[0], out);
      case PCM -> new PlainOutput(header, EndlessWav.head(header), out);
      case VORBIS, OPUS, FLAC, OGG_FLAC ->
          new MuxedOutput(container::splicer, header, segment, out);
    };
  }
}
