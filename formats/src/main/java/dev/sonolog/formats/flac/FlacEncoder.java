package dev.sonolog.formats.flac;

import java.io.IOException;

/**
 * Codes samples into the frames of one stream after the other; all blocks of a stream have one size
 * but the last. Owned by one muxer; one thread.
 */
interface FlacEncoder {
  /** Takes each frame as soon as it is coded. */
  interface FrameSink {
    void frame(byte[] frame) throws IOException;
  }

  /** What codes, for the tag of the file. */
  String vendor();

  /**
   * Begins a stream, whose frames are numbered from 0. What was not finished before is dropped.
   *
   * @throws IOException if the encoder does not want to
   */
  void begin() throws IOException;

  /**
   * Takes samples.
   *
   * @param pcm whole frames of the capture, little-endian
   * @throws IOException if the encoder failed, or the sink
   */
  void add(byte[] pcm, FrameSink sink) throws IOException;

  /** Codes what is left into the last frame. */
  void finish(FrameSink sink) throws IOException;
}
