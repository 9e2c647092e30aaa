package dev.sonolog.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a configuration may be shown. */
class MaskedTextTest {
  private static final String SECRET = "hunter2";

  private static String masked(String text) {
    return MaskedText.of(text);
  }

  @Test
  void harmlessLinesStayAsTheyAreAndKeepTheirNumbers() {
    String text =
        "# a station\n\n[general]\n  split_minutes = 60  # an hour\n; and so on\n[radio]\n";
    assertThat(masked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "password = hunter2, password = ***",
    "PassWord: hunter2 # mine, PassWord: ***",
    "pasword = hunter2, pasword = ***",
    "# password = hunter2, # password = ***",
    "#passwd: hunter2, #passwd: ***",
    "smtp = smtps://a:hunter2@host:465, smtp = ***",
    "webhook = https://hooks.example/hunter2, webhook = ***",
    "hunter2, ***",
    "url = http://a:hunter2@host:8000/live?key=hunter2, url = http://***@host:8000/live?***",
    "url = http://host:8000/live.mp3, url = http://host:8000/live.mp3",
    "url = http://a@hunter2@host/live, url = http://***@host/live",
    "password = ${STATION_PASSWORD}, password = ${STATION_PASSWORD}",
    "password_file = /etc/station, password_file = /etc/station",
    "password = #hunter2, password =",
    "url = http://a:hunter2/x@host/live, url = http://***@host/live",
    "url = http://a:b#hunter2@host/live, url = http://***@host/live",
    "# http://a:hunter2@backup/live, # http: ***",
    "# old: http://a:hunter2@backup/live, # old: ***",
    "# see http://a:hunter2@backup/live, ***",
    "password =, password ="
  })
  void valuesThatAreOrMayBeSecretsAreMasked(String line, String shown) {
    assertThat(masked("[general]\n" + line + "\n")).isEqualTo("[general]\n" + shown + "\n");
  }

  @Test
  void furtherLinesOfASecretAreMaskedToo() {
    String text = "[radio]\nurl = http://a:hunter2@one/\n  http://b:hunter2@two/\ntype = stream\n";
    assertThat(masked(text))
        .isEqualTo("[radio]\nurl = http://***@one/\n  http://***@two/\ntype = stream\n");
  }

  @Test
  void aSettingThatWasIndentedByMistakeIsMasked() {
    assertThat(masked("[radio]\nsplit_minutes = 60\n  password = hunter2\n"))
        .startsWith("[radio]\nsplit_minutes = 60\n")
        .doesNotContain(SECRET);
  }

  @Test
  void noKeyThatIsSecretShowsItsValue() {
    for (Key<?> key : Keys.ALL) {
      String shown = masked("[x]\n" + key.name() + " = " + SECRET + "\n");
      assertThat(shown.contains(SECRET)).as(key.name()).isEqualTo(!key.secret());
    }
    assertThat(Keys.PASSWORD.secret()).isTrue();
  }
}
