package dev.sonolog.worker;

import java.io.IOException;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's libraries: unpacked and loaded once, before anything else is done. */
final class Libraries {
  /** No decoder needs a buffer that is larger, in bytes. */
  private static final long LARGEST_BUFFER = 512L << 20;

  private Libraries() {}

  static void load() throws IOException {
    try {
      Loader.load(avutil.class);
      Loader.load(swresample.class);
      Loader.load(avcodec.class);
      Loader.load(avformat.class);
    } catch (LinkageError e) {
      throw new IOException("FFmpeg's libraries cannot be loaded: " + e.getMessage(), e);
    }
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    avutil.av_max_alloc(LARGEST_BUFFER);
  }
}
