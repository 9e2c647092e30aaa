package dev.sonolog.formats.wav;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * Where the samples of a file lie, for those who want them without the way through packets.
 *
 * @param format how each sample is stored
 * @param rate samples per second and channel
 * @param channels 1 to 255
 * @param start where the first frame begins, in bytes from the start of the file
 * @param frames how many whole frames are there; fewer than the head promises where the file is cut
 *     off or still growing
 */
public record WavSamples(
    SampleFormat format, SampleRate rate, int channels, long start, long frames) {

  /**
   * Finds the samples of a RIFF/WAVE, RF64 or BW64 file.
   *
   * @param file is read from its start; stands anywhere afterwards
   * @throws UnsupportedFormatException if it is no such file, or its samples are none that are
   *     known
   * @throws IOException if the file cannot be read
   */
  public static WavSamples find(SeekableByteChannel file) throws IOException {
    BufferedInputStream stream =
        new BufferedInputStream(Channels.newInputStream(file.position(0)), 16 << 10);
    ByteInput input = new ByteInput(stream, WavReader.LOOK_AHEAD);
    input.skip(
        HeadReader.find(input, WavReader.SEARCH_LIMIT)
            .orElseThrow(
                () -> new UnsupportedFormatException("No WAV file begins in these bytes")));
    WavHead head =
        new HeadReader(input)
            .read()
            .orElseThrow(
                () -> new UnsupportedFormatException("The file ends in front of its samples"));
    return of(head, file.size());
  }

  private static WavSamples of(WavHead head, long size) {
    WaveFormat format = head.format();
    long present = Math.max(0, Math.min(head.dataEnd(), size) - head.dataStart());
    return new WavSamples(
        format.sampleFormat(),
        format.rate(),
        format.channels(),
        head.dataStart(),
        present / format.frameLength());
  }
}
