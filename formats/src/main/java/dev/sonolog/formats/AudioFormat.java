package dev.sonolog.formats;

/**
 * What stays the same within a run. A stream whose format changes goes on in a new run and a new
 * file.
 *
 * @param codec how the audio is coded
 * @param rate samples per second and channel
 * @param channels 1 to 255
 */
public record AudioFormat(Codec codec, SampleRate rate, int channels) {
  public AudioFormat {
    if (channels < 1 || channels > 255) {
      throw new IllegalArgumentException("Channel count " + channels + " is outside 1..255");
    }
  }

  @Override
  public String toString() {
    String width = channels == 1 ? "mono" : channels == 2 ? "stereo" : channels + " channels";
    return codec.label() + " " + rate + " " + width;
  }
}
