package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.files.RangeHeader.Asked;
import dev.sonolog.server.files.RangeHeader.Mode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RangeHeaderTest {
  /** Of pieces the first and the last byte of each; of all others what they are. */
  private static String told(String value, long size, Mode mode) {
    return switch (RangeHeader.asked(value, size, mode)) {
      case Asked.Whole _ -> "whole";
      case Asked.Unsatisfiable _ -> "unsatisfiable";
      case Asked.Pieces(List<ByteRange> ranges) ->
          ranges.stream()
              .map(range -> range.first() + "-" + (range.end() - 1))
              .collect(Collectors.joining(" "));
    };
  }

  /** RFC 9110, 14.1.2 and 14.2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-499 | 0-499",
        "bytes=500-999 | 500-999",
        "bytes=-500 | 9500-9999",
        "bytes=9500- | 9500-9999",
        "bytes=0-0,-1 | 0-0 9999-9999",
        "bytes= 0-999, 4500-5499, -1000 | 0-999 4500-5499 9000-9999",
        "bytes=500-600,601-999 | 500-999",
        "bytes=500-700,601-999 | 500-999"
      })
  void theStandardsExamplesMeanWhatItSays(String value, String meaning) {
    assertThat(told(value, 10_000, Mode.STANDARD)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "bytes=0-|0-9",
        "BYTES=2-3|2-3",
        "bytes=2-3 |2-3",
        "bytes=\t2-3\t, \t,,5-5,|2-3 5-5",
        "bytes=2-99999999999999999999999999|2-9",
        "bytes=-99999999999999999999999999|0-9",
        "bytes=9223372036854775807-|unsatisfiable",
        "bytes=0-9223372036854775807|0-9",
        "bytes=00000000000000000000000000000001-2|1-2",
        "bytes=10-|unsatisfiable",
        "bytes=-0|unsatisfiable",
        "bytes=-0,3-3|3-3",
        "bytes=10-12,3-3|3-3",
        "bytes=7-7,3-3|7-7 3-3",
        "bytes=7-9,3-6|3-9",
        "bytes=7-9,0-0,3-6|0-0 3-9",
        "bytes=3-3,3-3|3-3",
        "bytes=0-,-3|0-9"
      })
  void whatIsAskedForIsFound(String value, String meaning) {
    assertThat(told(value, 10, Mode.STANDARD)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|10",
        "bytes|10",
        "bytes=|10",
        "bytes=,,|10",
        "bytes=-|10",
        "bytes=--1|10",
        "bytes=-1-|10",
        "bytes=3-2|10",
        "bytes=1-2,3-2|10",
        "bytes=1 -2|10",
        "bytes=1- 2|10",
        "bytes=+1-2|10",
        "bytes=a-b|10",
        "bytes=0x1-2|10",
        "bytes=1-2;3-4|10",
        "bytes=1-2-3|10",
        "bytes = 1-2|10",
        " bytes=1-2|10",
        "byte=1-2|10",
        "lines=1-2|10",
        "bytes=١-٢|10",
        "bytes=-5|0"
      })
  void aHeaderThatIsNoneAsksForAll(String value, long size) {
    assertThat(told(value, size, Mode.STANDARD)).isEqualTo("whole");
  }

  @Test
  void nothingOfAnEmptyFileCanBeHad() {
    assertThat(told("bytes=0-", 0, Mode.STANDARD)).isEqualTo("unsatisfiable");
    assertThat(told("bytes=0-", 0, Mode.LEGACY)).isEqualTo("unsatisfiable");
  }

  @Test
  void morePiecesThanAnybodyNeedsAreAllOfIt() {
    assertThat(told(pieces(8, 10), 1_000, Mode.STANDARD).split(" ")).hasSize(8);
    assertThat(told(pieces(9, 10), 1_000, Mode.STANDARD)).isEqualTo("whole");
    assertThat(told(pieces(90, 1), 1_000, Mode.STANDARD)).isEqualTo("0-89");
    assertThat(told(pieces(101, 1), 1_000, Mode.STANDARD)).isEqualTo("whole");
    assertThat(told(pieces(100_000, 1), 1_000_000, Mode.STANDARD)).isEqualTo("whole");
  }

  /** So many single bytes. */
  private static String pieces(int count, int distance) {
    return IntStream.range(0, count)
        .mapToObj(i -> i * distance + "-" + i * distance)
        .collect(Collectors.joining(",", "bytes=", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "bytes=2-|2-9",
        "bytes=2-4|2-4",
        "bytes=2-400|2-9",
        "bytes=2-4,6-7|2-4",
        "bytes=2-4 and more|2-4",
        "bytes=2-x|2-9",
        "bytes=-3|7-9",
        "bytes=-300|0-9",
        "bytes=-0|unsatisfiable",
        "bytes=4-2|unsatisfiable",
        "bytes=10-|unsatisfiable",
        "bytes=-|whole",
        "bytes=2|whole",
        "bytes= 2-4|whole",
        "Bytes=2-4|whole",
        "lines=2-4|whole"
      })
  void anOldPathLooksAtTheFirstRangeOnly(String value, String meaning) {
    assertThat(told(value, 10, Mode.LEGACY)).isEqualTo(meaning);
  }
}
