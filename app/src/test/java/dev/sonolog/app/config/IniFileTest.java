package dev.sonolog.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.config.IniFile.Entry;
import dev.sonolog.app.config.IniFile.Line;
import dev.sonolog.app.config.IniFile.Section;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IniFileTest {
  private final Problems problems = new Problems(Path.of("x.ini"));

  private List<Section> sections(String text) {
    return IniFile.parse(text, problems).sections();
  }

  @Test
  void sectionsHoldEntriesWithTheirLines() {
    assertThat(sections("# one\n[a]\nKey = 1\n\n[b c]  # there\nx: 2 = 3\n"))
        .containsExactly(
            new Section("a", 2, List.of(new Entry("key", 3, List.of(new Line(3, "1"))))),
            new Section("b c", 5, List.of(new Entry("x", 6, List.of(new Line(6, "2 = 3"))))));
    assertThat(problems.sorted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "k = a # b | a",
        "k = a# b | a# b",
        "k = a#b #c #d | a#b",
        "k = a ; b | a ; b",
        "k = # b | ``",
        "k = http://h/;x#y | http://h/;x#y",
        "k = %Y%%x | %Y%%x",
        "k = \"q\" | \"q\"",
        "k : v=w | v=w",
        "k=v | v",
      })
  void aCommentBeginsWithAHashBehindWhiteSpace(String line, String value) {
    assertThat(sections("[s]\n" + line).getFirst().entries().getFirst().value())
        .extracting(Line::text)
        .containsExactly(value);
  }

  @Test
  void deeperLinesContinueAValueAcrossBlankLinesAndComments() {
    assertThat(sections("[s]\nk =\n  a\n\n  # no\n b\nl = c").getFirst().entries())
        .containsExactly(
            new Entry("k", 2, List.of(new Line(2, ""), new Line(3, "a"), new Line(6, "b"))),
            new Entry("l", 7, List.of(new Line(7, "c"))));
  }

  @Test
  void whatIsNoIniFileIsReportedByLine() {
    sections("k = v\n[s]\nnonsense\n= v\n[s]\nx = y\n[t] more\n");

    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .containsExactly(
            "x.ini:1: error: this stands before the first section; put it below [general]",
            "x.ini:3: error: this is no [section] and no \"key = value\"; write one of them",
            "x.ini:4: error: there is no key before the =",
            "x.ini:5: error: [s] begins in line 2 already; join the two or rename one",
            "x.ini:7: warning: what follows the ] is ignored; begin a comment with #");
  }
}
