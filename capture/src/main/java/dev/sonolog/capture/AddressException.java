package dev.sonolog.capture;

/** What should be an address is none that can be asked over HTTP. */
final class AddressException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, for a person; without user and password
   */
  AddressException(String message) {
    super(message);
  }
}
