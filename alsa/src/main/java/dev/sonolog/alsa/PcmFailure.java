package dev.sonolog.alsa;

import java.io.IOException;

/** A function of the library failed on a device. */
final class PcmFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final int number;

  /**
   * @param number the error's, one of {@link Errno} or any other
   */
  PcmFailure(int number, String message) {
    super(message);
    this.number = number;
  }

  int number() {
    return number;
  }
}
