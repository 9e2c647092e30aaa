package dev.sonolog.alsa;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Optional;

/**
 * What a card is opened with. Those who want one device alike share its capture, whatever they keep
 * of it.
 *
 * @param device which card, as {@link DeviceChoice} reads it
 * @param rate frames per second
 * @param channels that the card is opened with
 * @param sampleFormat of each sample; empty for the best that the card has
 * @param takesFloat whether the best may be floating point
 */
record Tuning(
    String device,
    SampleRate rate,
    int channels,
    Optional<SampleFormat> sampleFormat,
    boolean takesFloat) {}
