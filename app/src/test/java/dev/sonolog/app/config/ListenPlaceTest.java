package dev.sonolog.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.SiteSettings;
import dev.sonolog.server.SiteSettings.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several addresses to listen on. */
class ListenPlaceTest {
  private static SiteSettings web(String lines) {
    return Loading.load("[web]\n" + lines + "\n" + Loading.radio("")).web();
  }

  private static Place place(String host, int port) {
    return new Place(Optional.of(host).filter(it -> !it.isEmpty()), port, OptionalInt.of(2));
  }

  @Test
  void theyAreAllWhereNothingElseIsSaid() {
    SiteSettings web = web("listen = 0.0.0.0:8080, 5000 [::1]:2030, studio.local:80");
    assertThat(web.places())
        .containsExactly(
            place("0.0.0.0", 8080), place("", 5000), place("::1", 2030), place("studio.local", 80));
    assertThat(web.port()).isEqualTo(8080);
    assertThat(web.host()).contains("0.0.0.0");
  }

  @Test
  void hostAndPortComeFirstWhereTheyAreSet() {
    assertThat(web("listen = 5000, 8081\nport = 8081").places())
        .containsExactly(new Place(Optional.empty(), 8081, OptionalInt.empty()), place("", 5000));
    assertThat(web("listen = 5000\nhost = 10.0.0.7").places())
        .containsExactly(
            new Place(Optional.of("10.0.0.7"), 8080, OptionalInt.empty()), place("", 5000));
  }

  @Test
  void withoutItThereIsOne() {
    assertThat(web("port = 81").places())
        .isEqualTo(List.of(new Place(Optional.empty(), 81, OptionalInt.empty())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "0.0.0.0:", ":5000", "0.0.0.0:65536", "::1:80", "80, x"})
  void whatIsNoneIsRefusedWithItsLine(String value) {
    assertThat(Loading.refusal("[web]\nlisten = " + value + "\n" + Loading.radio("")))
        .contains("config.ini:2")
        .contains("listen")
        .contains("no address to listen on");
  }
}
