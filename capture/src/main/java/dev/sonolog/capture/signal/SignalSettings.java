package dev.sonolog.capture.signal;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.pcm.SampleFormat;

/**
 * What is generated.
 *
 * @param waveform on all channels
 * @param format rate and channels; its codec says what becomes of the samples
 * @param sampleFormat how a sample lies in memory
 * @param container into which files they go
 */
public record SignalSettings(
    Waveform waveform, AudioFormat format, SampleFormat sampleFormat, Container container) {}
