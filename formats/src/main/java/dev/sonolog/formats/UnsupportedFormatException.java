package dev.sonolog.formats;

import java.io.IOException;

/**
 * The bytes are not audio, or audio of a kind that cannot be recorded. Trying again at once will
 * not help.
 */
public final class UnsupportedFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was found and what would be right, for a person
   */
  public UnsupportedFormatException(String message) {
    super(message);
  }
}
