package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.0.0/16, 192.168.255.1, true",
    "192.168.0.0/16, 192.169.0.0, false",
    "192.168.7.9/16, 192.168.0.1, true",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "10.0.0.0/31, 10.0.0.1, true",
    "10.0.0.0/31, 10.0.0.2, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ::1, true",
    "::/0, 10.0.0.1, false",
    "::1, ::1, true",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "2001:db8:1:2::/64, 2001:DB8:1:2:3:4:5:6, true",
    "2001:db8:1:2::/64, 2001:db8:1:3::1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::ffff:10.0.0.0/104, 10.200.0.1, true",
    "::ffff:10.0.0.0/104, 11.0.0.1, false",
  })
  void anAddressIsInANetworkOrNot(String network, String address, boolean in) {
    assertThat(Cidr.of(network).orElseThrow().contains(InetAddress.ofLiteral(address)))
        .isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0/8",
        "10",
        "127.1",
        "0x7f.0.0.1",
        "010.0.0.1",
        "1.2.3.256",
        "::/129",
        ":::",
        "::1%lo",
        "[::1]",
        "localhost",
        "example.org/8",
        " 10.0.0.1",
        "::ffff:10.0.0.0/95",
        "10.0.0.0/٨",
      })
  void whatIsNoNetworkIsNone(String text) {
    assertThat(Cidr.of(text)).isEmpty();
  }
}
