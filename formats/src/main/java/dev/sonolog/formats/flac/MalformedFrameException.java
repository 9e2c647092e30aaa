package dev.sonolog.formats.flac;

import java.io.IOException;

/** The bytes are no frame that can be decoded; nothing else can go wrong while decoding. */
public final class MalformedFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, for a person
   */
  public MalformedFrameException(String message) {
    super(message);
  }
}
