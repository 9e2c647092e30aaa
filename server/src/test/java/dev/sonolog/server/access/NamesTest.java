package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "Anna Müller", "анна", "o'neil@example.org", "山田"})
  void peopleAreCalledAsTheyAre(String name) throws RefusedChange {
    assertThat(Names.user(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\u3000", "a:b", "a\nb", "a\u0000", " a", "a ", "a\u202eb", "\ud800"})
  void whatNobodyCouldTypeOrSeeIsNoName(String name) {
    assertThatThrownBy(() -> Names.user(name)).isInstanceOf(RefusedChange.class);
  }

  @Test
  void aNameHasSixtyFourCharactersAtMost() throws RefusedChange {
    String longest = "\ud83c\udf99".repeat(64);
    assertThat(Names.user(longest)).isEqualTo(longest);
    assertThatThrownBy(() -> Names.user(longest + "a")).isInstanceOf(RefusedChange.class);
  }

  @Test
  void theSameNameInAnotherFormIsTheSameName() throws RefusedChange {
    assertThat(Names.user("Mu\u0308ller")).isEqualTo("M\u00fcller");
  }
}
