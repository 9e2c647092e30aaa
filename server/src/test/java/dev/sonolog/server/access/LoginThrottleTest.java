package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");

  private final Scene clock = new Scene(Path.of("unused"));
  private final LoginThrottle throttle = new LoginThrottle(clock);
  private int names;

  /** A try for a user nobody asked for yet, so that the address alone counts. */
  private Optional<Duration> tryFrom(InetAddress client) {
    return throttle.begin(client, "user " + names++);
  }

  private static InetAddress address(int number) {
    return InetAddress.ofLiteral("10.0." + number / 256 + "." + number % 256);
  }

  @Test
  void someTriesAreFreeAndThenThePauseGrows() {
    for (int i = 0; i < 5; i++) {
      assertThat(tryFrom(HERE)).isEmpty();
    }
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Duration pause = tryFrom(HERE).orElseThrow();
      pauses.add(pause.toSeconds());
      clock.pass(pause.minusMillis(1));
      assertThat(tryFrom(HERE)).contains(Duration.ofMillis(1));
      clock.pass(Duration.ofMillis(1));
      assertThat(tryFrom(HERE)).isEmpty();
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
  }

  @Test
  void aTryThatWasRefusedDoesNotCount() {
    for (int i = 0; i < 5; i++) {
      assertThat(tryFrom(HERE)).isEmpty();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(tryFrom(HERE)).contains(Duration.ofSeconds(1));
    }
  }

  @Test
  void manyAddressesTogetherAreNoFasterAgainstOneUser() {
    for (int i = 0; i < 5; i++) {
      assertThat(throttle.begin(address(i), "anna")).isEmpty();
    }
    assertThat(throttle.begin(address(5), "anna")).isPresent();
    assertThat(throttle.begin(address(5), "ben")).isEmpty();
  }

  @Test
  void aUserIsNeverKeptOutForLong() {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 50; i++) {
      Optional<Duration> pause = throttle.begin(address(i), "anna");
      longest = pause.orElse(longest);
      clock.pass(pause.orElse(Duration.ZERO));
    }
    assertThat(longest).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void theRightPasswordClearsTheAddressAndTheUser() {
    for (int i = 0; i < 5; i++) {
      assertThat(throttle.begin(HERE, "anna")).isEmpty();
    }
    throttle.succeeded(HERE, "anna");
    assertThat(throttle.begin(HERE, "anna")).isEmpty();
    assertThat(throttle.begin(address(1), "anna")).isEmpty();
  }

  @Test
  void anotherUsersSuccessDoesNotClearTheUser() {
    for (int i = 0; i < 5; i++) {
      assertThat(throttle.begin(HERE, "anna")).isEmpty();
      assertThat(throttle.begin(HERE, "mallory")).isEmpty();
      throttle.succeeded(HERE, "mallory");
    }
    assertThat(throttle.begin(HERE, "anna")).isPresent();
  }

  @Test
  void aTryThatIsWithdrawnDoesNotCount() {
    for (int i = 0; i < 100; i++) {
      assertThat(throttle.begin(HERE, "anna")).isEmpty();
      throttle.withdrawn(HERE, "anna");
    }
    assertThat(throttle.kept()).isZero();
  }

  @Test
  void anIpv6NetworkIsOnePlace() {
    for (int i = 0; i < 5; i++) {
      assertThat(tryFrom(InetAddress.ofLiteral("2001:db8:1:2:" + i + "::" + i))).isEmpty();
    }
    assertThat(tryFrom(InetAddress.ofLiteral("2001:db8:1:2:ffff::1"))).isPresent();
    assertThat(tryFrom(InetAddress.ofLiteral("2001:db8:1:3::1"))).isEmpty();
  }

  @Test
  void whatWasLongAgoIsForgotten() {
    for (int i = 0; i < 5; i++) {
      assertThat(tryFrom(HERE)).isEmpty();
    }
    clock.pass(Duration.ofMinutes(61));
    for (int i = 0; i < 5; i++) {
      assertThat(tryFrom(HERE)).isEmpty();
    }
    assertThat(tryFrom(HERE)).isPresent();
  }

  @Test
  void aClockThatIsSetBackGivesNoFreeTries() {
    for (int i = 0; i < 5; i++) {
      assertThat(tryFrom(HERE)).isEmpty();
    }
    clock.pass(Duration.ofDays(-365));
    assertThat(tryFrom(HERE)).contains(Duration.ofSeconds(1));
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < 30_000; i++) {
      assertThat(tryFrom(address(i))).isEmpty();
    }
    assertThat(throttle.kept()).isEqualTo(20_000);
    assertThat(throttle.begin(HERE, "x".repeat(1_000_000))).isEmpty();
  }
}
