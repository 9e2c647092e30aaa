package dev.sonolog.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg, or the file's content, does not allow what was asked: the file's own failure. */
sealed class AvException extends IOException permits PassedException {
  private static final long serialVersionUID = 1L;

  AvException(String message) {
    super(message);
  }

  /** What went wrong, and FFmpeg's reason. */
  static AvException of(String what, int code) {
    byte[] text = new byte[200];
    avutil.av_strerror(code, text, text.length);
    int end = 0;
    while (text[end] != 0) {
      end++;
    }
    return new AvException(what + ": " + new String(text, 0, end, StandardCharsets.UTF_8));
  }

  /**
   * A result of FFmpeg's.
   *
   * @throws AvException if it is negative
   */
  static int check(String what, int result) throws AvException {
    if (result < 0) {
      throw of(what, result);
    }
    return result;
  }
}
