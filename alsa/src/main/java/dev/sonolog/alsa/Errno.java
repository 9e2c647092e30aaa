package dev.sonolog.alsa;

/** The error numbers of Linux that libasound returns, negated, and that something follows from. */
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EIO = 5;
  static final int ENXIO = 6;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int ENODEV = 19;

  /** An overrun: the card had samples that nobody took. */
  static final int EPIPE = 32;

  /** The card sleeps, as the machine does or did. */
  static final int ESTRPIPE = 86;

  static final int ECONNREFUSED = 111;

  private Errno() {}
}
