package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was made.
 *
 * @param samples how its samples lie; only of WAV and FLAC
 * @param bitrate bits per second that were aimed at; only of MP3, Opus and M4A
 * @param channels 1 to 32
 * @param rate samples per second and channel
 * @param frames its samples per channel, as players play them
 * @param decoded how many of them came out of the files, and are no silence
 * @param brokenPackets of the input that could not be decoded; their samples are missing
 * @param exact whether each sample is the very one of the input, and none is missing
 */
public record Transcoded(
    Optional<SampleFormat> samples,
    OptionalInt bitrate,
    int channels,
    SampleRate rate,
    long frames,
    long decoded,
    long brokenPackets,
    boolean exact) {}
