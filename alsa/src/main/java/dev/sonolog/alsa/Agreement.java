package dev.sonolog.alsa;

import dev.sonolog.formats.pcm.SampleFormat;

/**
 * What a card and its settings agreed on.
 *
 * @param hertz frames per second
 * @param channels of the card
 * @param hardware how the card lays a sample
 * @param recorded how it is recorded
 * @param period frames that the card tells of at a time
 * @param buffer frames that the card keeps until they are read
 */
record Agreement(
    int hertz,
    int channels,
    HardwareFormat hardware,
    SampleFormat recorded,
    int period,
    int buffer) {

  @Override
  public String toString() {
    return hertz
        + " Hz, "
        + (channels == 1 ? "1 channel, " : channels + " channels, ")
        + hardware
        + " recorded as "
        + recorded.word()
        + ", period "
        + period
        + " and buffer "
        + buffer
        + " frames";
  }
}
