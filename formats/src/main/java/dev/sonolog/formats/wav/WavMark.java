package dev.sonolog.formats.wav;

/**
 * A place in a file that other programs show.
 *
 * @param frame where it begins, in frames from the first sample
 * @param frames how long it lasts; 0 of a point
 * @param text what is shown
 */
public record WavMark(long frame, long frames, String text) {
  public WavMark {
    if (frame < 0 || frames < 0) {
      throw new IllegalArgumentException("A mark of " + frames + " frames at " + frame);
    }
  }
}
