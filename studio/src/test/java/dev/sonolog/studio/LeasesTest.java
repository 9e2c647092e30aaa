package dev.sonolog.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.studio.LeaseAnswer.Conflict;
import dev.sonolog.studio.LeaseAnswer.Granted;
import dev.sonolog.studio.LeaseAnswer.Noted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Who is in control, on clocks that the test drives. */
class LeasesTest {
  private static final String MIC = "mic";
  private static final byte[] SECRET =
      "a secret of thirty-two bytes, ...".getBytes(StandardCharsets.UTF_8);
  private static final Owner ANNA = new Owner("anna-anna", "Anna's iPad");
  private static final Owner BEN = new Owner("ben-ben-ben", "PC in office");

  private final StepTime time = new StepTime();
  private final Leases leases = leases(Leases.Kept.NONE);

  private Leases leases(Leases.Kept kept) {
    return new Leases(time, new LeaseTokens(SECRET, new SteadyClock(time)), kept);
  }

  private static Granted granted(LeaseAnswer answer) {
    assertThat(answer).isInstanceOf(Granted.class);
    return (Granted) answer;
  }

  private boolean mayCommand(String token) {
    return leases.permission(MIC, token) instanceof Permission.Given;
  }

  @Test
  void whatIsFreeIsTakenAtOnce() {
    Granted granted = granted(leases.take(MIC, ANNA));
    assertThat(granted.lease().holder()).isEqualTo("Anna's iPad");
    assertThat(granted.lease().expires()).isEqualTo(StepTime.BEGIN.plusSeconds(300));
    assertThat(mayCommand(granted.token())).isTrue();
    assertThat(leases.permission("other", granted.token())).isInstanceOf(Permission.Refused.class);
  }

  @Test
  void somebodyElseIsToldWhoIsInControl() {
    Granted anna = granted(leases.take(MIC, ANNA));
    assertThat(leases.take(MIC, BEN))
        .isInstanceOfSatisfying(
            Conflict.class,
            it -> {
              assertThat(it.lease()).contains(anna.lease());
              assertThat(it.why()).contains("Anna's iPad");
            });
  }

  @Test
  void thePageThatIsLoadedAgainGetsItsLeaseBack() {
    Granted first = granted(leases.take(MIC, ANNA));
    time.pass(200);
    Granted again = granted(leases.take(MIC, new Owner(ANNA.id(), "Anna's new name")));
    assertThat(again.lease().version()).isEqualTo(first.lease().version());
    assertThat(again.lease().since()).isEqualTo(first.lease().since());
    assertThat(again.lease().holder()).isEqualTo("Anna's new name");
    assertThat(mayCommand(first.token())).isTrue();
  }

  @Test
  void aLeaseLapsesWhenItIsNotRenewed() {
    Granted anna = granted(leases.take(MIC, ANNA));
    time.pass(Duration.ofMinutes(5).minusNanos(1));
    assertThat(mayCommand(anna.token())).isTrue();
    time.pass(Duration.ofNanos(1));
    assertThat(mayCommand(anna.token())).isFalse();
    assertThat(leases.lease(MIC)).isEmpty();
    assertThat(leases.renew(MIC, anna.token())).isInstanceOf(Conflict.class);
    assertThat(granted(leases.take(MIC, BEN)).lease().version())
        .isEqualTo(anna.lease().version() + 1);
  }

  @Test
  void renewingEveryThirtySecondsKeepsItForHours() {
    String token = granted(leases.take(MIC, ANNA)).token();
    for (int i = 0; i < 500; i++) {
      time.pass(30);
      token = granted(leases.renew(MIC, token)).token();
    }
    assertThat(mayCommand(token)).isTrue();
  }

  @Test
  void aClockThatIsPutRightEndsNoLeaseAndLengthensNone() {
    String token = granted(leases.take(MIC, ANNA)).token();
    time.set(StepTime.BEGIN.plus(Duration.ofHours(5)));
    assertThat(mayCommand(token)).isTrue();
    time.set(StepTime.BEGIN.minus(Duration.ofHours(5)));
    time.pass(301);
    assertThat(mayCommand(token)).isFalse();
  }

  @Test
  void whoAsksMayTakeOverAfterFifteenSecondsAndTheOldTokenIsStale() {
    Granted anna = granted(leases.take(MIC, ANNA));
    assertThat(leases.takeOver(MIC, BEN)).isInstanceOf(Conflict.class);
    assertThat(leases.request(MIC, BEN)).isInstanceOf(Noted.class);
    assertThat(leases.wanted(MIC).orElseThrow().takeOverAt())
        .isEqualTo(StepTime.BEGIN.plusSeconds(15));
    time.pass(14);
    assertThat(leases.takeOver(MIC, BEN)).isInstanceOf(Conflict.class);
    time.pass(1);
    Granted ben = granted(leases.takeOver(MIC, BEN));
    assertThat(ben.lease().version()).isEqualTo(anna.lease().version() + 1);
    assertThat(mayCommand(anna.token())).isFalse();
    assertThat(mayCommand(ben.token())).isTrue();
    assertThat(leases.wanted(MIC)).isEmpty();
  }

  @Test
  void renewingIsNoAnswerButSayingNoIs() {
    String anna = granted(leases.take(MIC, ANNA)).token();
    leases.request(MIC, BEN);
    granted(leases.renew(MIC, anna));
    assertThat(leases.wanted(MIC)).isPresent();
    granted(leases.keep(MIC, anna));
    assertThat(leases.wanted(MIC)).isEmpty();
    time.pass(16);
    assertThat(leases.takeOver(MIC, BEN)).isInstanceOf(Conflict.class);
  }

  @Test
  void oneAsksAtATimeAndWhoIsGoneLetsOthersAsk() {
    leases.take(MIC, ANNA);
    leases.request(MIC, BEN);
    Owner carla = new Owner("carla-carla", "Carla");
    assertThat(leases.request(MIC, carla)).isInstanceOf(Conflict.class);
    time.pass(75);
    assertThat(leases.request(MIC, carla)).isInstanceOf(Noted.class);
    assertThat(leases.takeOver(MIC, BEN)).isInstanceOf(Conflict.class);
  }

  @Test
  void whatIsGivenUpIsFree() {
    String anna = granted(leases.take(MIC, ANNA)).token();
    assertThat(leases.release(MIC, anna)).isInstanceOf(Noted.class);
    assertThat(leases.lease(MIC)).isEmpty();
    assertThat(mayCommand(anna)).isFalse();
    assertThat(granted(leases.request(MIC, BEN)).lease().holder()).isEqualTo("PC in office");
  }

  @Test
  void forceTakesItFromAnybody() {
    Granted anna = granted(leases.take(MIC, ANNA));
    granted(leases.force(MIC, BEN));
    assertThat(mayCommand(anna.token())).isFalse();
  }

  @Test
  void aTokenThatWasTamperedWithCountsForNothing() {
    String token = granted(leases.take(MIC, ANNA)).token();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      if (!Base64Url.isSame(token, changed)) {
        assertThat(mayCommand(changed)).as("letter " + i).isFalse();
      }
    }
    for (String none : new String[] {"", ".", "..", "a.b.c", token + "x", "x".repeat(5_000)}) {
      assertThat(mayCommand(none)).as(none).isFalse();
    }
    String unsigned = encoded("{\"alg\":\"none\"}") + "." + token.split("\\.", -1)[1] + ".";
    assertThat(mayCommand(unsigned)).isFalse();
  }

  @Test
  void theTokenSaysWhenItEndsInSeconds() {
    String token = granted(leases.take(MIC, ANNA)).token();
    String claims =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    assertThat(claims)
        .contains("\"exp\":" + StepTime.BEGIN.plusSeconds(300).getEpochSecond())
        .contains("\"sub\":\"anna-anna\"")
        .contains("\"source\":\"mic\"")
        .contains("\"version\":1");
  }

  // --- over a restart

  @Test
  void aRestartKeepsTheLeaseAndItsToken() {
    String token = granted(leases.take(MIC, ANNA)).token();
    Leases.Kept kept = leases.kept();
    time.pass(100);
    Leases restarted = leases(kept);
    assertThat(restarted.permission(MIC, token)).isInstanceOf(Permission.Given.class);
    time.pass(Duration.ofSeconds(200).minusMillis(1));
    assertThat(restarted.lease(MIC)).isPresent();
    time.pass(Duration.ofMillis(1));
    assertThat(restarted.lease(MIC)).isEmpty();
  }

  @Test
  void aRestartGivesNoMoreLifeWhereverTheClockIs() {
    leases.take(MIC, ANNA);
    time.pass(290);
    Leases.Kept kept = leases.kept();
    for (Instant wall :
        new Instant[] {
          StepTime.BEGIN.minus(Duration.ofDays(9)), StepTime.BEGIN, StepTime.BEGIN.plusSeconds(290)
        }) {
      time.set(wall);
      Leases restarted = leases(kept);
      time.pass(Duration.ofSeconds(10).minusNanos(1));
      assertThat(restarted.lease(MIC)).as(wall.toString()).isPresent();
      time.pass(Duration.ofNanos(1));
      assertThat(restarted.lease(MIC)).as(wall.toString()).isEmpty();
    }
    time.set(StepTime.BEGIN.plusSeconds(301));
    assertThat(leases(kept).lease(MIC)).isEmpty();
  }

  @Test
  void aLeaseThatLapsedMeanwhileLeavesItsVersionBehind() {
    Granted anna = granted(leases.take(MIC, ANNA));
    Leases.Kept kept = leases.kept();
    time.pass(1_000);
    assertThat(granted(leases(kept).take(MIC, BEN)).lease().version())
        .isEqualTo(anna.lease().version() + 1);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The last letter of a part may have bits that say nothing. */
  private static final class Base64Url {
    static boolean isSame(String one, String other) {
      String[] left = one.split("\\.", -1);
      String[] right = other.split("\\.", -1);
      boolean same = left.length == right.length;
      for (int i = 0; same && i < left.length; i++) {
        same = Arrays.equals(decoded(left[i]), decoded(right[i]));
      }
      return same;
    }

    private static byte[] decoded(String part) {
      try {
        return Base64.getUrlDecoder().decode(part);
      } catch (IllegalArgumentException _) {
        return part.getBytes(StandardCharsets.UTF_8);
      }
    }
  }
}
