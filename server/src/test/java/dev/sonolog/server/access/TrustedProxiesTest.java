package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.access.TrustedProxies.Arrival;
import dev.sonolog.server.access.TrustedProxies.Client;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  private static final String PROXY = "10.0.0.1";

  private static final TrustedProxies PROXIES =
      new TrustedProxies(
          List.of(Cidr.of("10.0.0.0/8").orElseThrow(), Cidr.of("fd00::/8").orElseThrow()));

  private static Client client(String peer, List<String> forwardedFor) {
    return client(peer, forwardedFor, List.of(), List.of());
  }

  private static Client client(
      String peer, List<String> forwardedFor, List<String> proto, List<String> host) {
    return PROXIES.client(
        new Arrival(
            InetAddress.ofLiteral(peer), false, Optional.of("rec"), forwardedFor, proto, host));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1 | 203.0.113.5                        | 203.0.113.5",
        "10.0.0.1 | 1.2.3.4, 203.0.113.5               | 203.0.113.5",
        "10.0.0.1 | 127.0.0.1, 203.0.113.5, 10.0.0.7   | 203.0.113.5",
        "10.0.0.1 | 10.0.0.9,203.0.113.5,fd00::1       | 203.0.113.5",
        "10.0.0.1 | nonsense, 203.0.113.5              | 203.0.113.5",
        "10.0.0.1 | 10.0.0.9, 10.0.0.8                 | 10.0.0.9",
        "10.0.0.1 | 203.0.113.5:4711                   | 203.0.113.5",
        "10.0.0.1 | [2001:db8::1]:4711                 | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1 | [2001:db8::1]                      | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1 | 2001:db8::1                        | 2001:db8:0:0:0:0:0:1",
        "10.0.0.1 | ::ffff:203.0.113.5                 | 203.0.113.5",
        "fd00::9  | 203.0.113.5                        | 203.0.113.5",
      })
  void theListIsReadFromItsEndPastThoseWhoAreTrusted(String peer, String list, String client) {
    Client seen = client(peer, List.of(list));
    assertThat(Addresses.text(seen.address())).isEqualTo(client);
    assertThat(seen.inDoubt()).isFalse();
  }

  @Test
  void severalHeadersAreOneList() {
    Client seen = client(PROXY, List.of("127.0.0.1", "203.0.113.5, 10.0.0.7", "10.0.0.8"));
    assertThat(Addresses.text(seen.address())).isEqualTo("203.0.113.5");
  }

  @Test
  void whoIsNotTrustedIsNotBelieved() {
    Client seen =
        client("203.0.113.9", List.of("127.0.0.1"), List.of("https"), List.of("localhost"));
    assertThat(Addresses.text(seen.address())).isEqualTo("203.0.113.9");
    assertThat(seen.https()).isFalse();
    assertThat(seen.host()).contains("rec");
    assertThat(seen.inDoubt()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown                         | 10.0.0.1",
        "203.0.113.5, _hidden            | 10.0.0.1",
        "203.0.113.5, 127.1              | 10.0.0.1",
        "203.0.113.5, example.org        | 10.0.0.1",
        "203.0.113.5, x, 10.0.0.7        | 10.0.0.7",
      })
  void atNonsenseItStopsAndIsInDoubt(String list, String last) {
    Client seen = client(PROXY, List.of(list));
    assertThat(Addresses.text(seen.address())).isEqualTo(last);
    assertThat(seen.inDoubt()).isTrue();
  }

  @Test
  void aTrustedProxyThatDoesNotTellWhoIsInDoubt() {
    assertThat(client(PROXY, List.of(), List.of("https"), List.of()).inDoubt()).isTrue();
    assertThat(client(PROXY, List.of(" , ")).inDoubt()).isTrue();
    assertThat(client(PROXY, List.of()).inDoubt()).isFalse();
  }

  @Test
  void aTrustedProxyTellsSchemeAndHost() {
    Client seen =
        client(
            PROXY,
            List.of("203.0.113.5"),
            List.of("http, https"),
            List.of("evil.example, rec.example:8443"));
    assertThat(seen.https()).isTrue();
    assertThat(seen.host()).contains("rec.example:8443");
    Client nonsense = client(PROXY, List.of("203.0.113.5"), List.of("gopher"), List.of("a b"));
    assertThat(nonsense.https()).isFalse();
    assertThat(nonsense.host()).contains("rec");
  }
}
