package dev.sonolog.formats.wav;

import dev.sonolog.formats.tags.TagContent;
import java.util.OptionalLong;

/**
 * What stands in front of the samples of a file.
 *
 * @param format of the samples
 * @param tag what the ID3v2 tag says
 * @param start where the form begins, in bytes from the start of the input
 * @param dataStart where the samples begin
 * @param dataLength how many bytes of samples it promises; empty where they go on to the end of the
 *     input, because the head was written before that was known
 * @param formEnd where it says that the file ends
 */
record WavHead(
    WaveFormat format,
    TagContent tag,
    long start,
    long dataStart,
    OptionalLong dataLength,
    long formEnd) {

  /** Where the samples end, as far as that is said. */
  long dataEnd() {
    long length = dataLength.orElse(Long.MAX_VALUE);
    return length > Long.MAX_VALUE - dataStart ? Long.MAX_VALUE : dataStart + length;
  }
}
