package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @AfterEach
  void close() {
    passwords.close();
  }

  private static User user(String hash) {
    return new User("anna", Role.VIEWER, hash, Instant.EPOCH);
  }

  @Test
  void theRightPasswordIsToldFromAWrongOne() throws IOException, RefusedChange {
    User anna = user(passwords.hash("correct horse"));
    assertThat(passwords.isOf(anna, "correct horse")).isTrue();
    assertThat(passwords.isOf(anna, "correct horsE")).isFalse();
    assertThat(passwords.isOf(anna, "")).isFalse();
  }

  @Test
  void hashesAreOfArgon2idAndHaveSaltsOfTheirOwn() throws IOException, RefusedChange {
    String hash = passwords.hash("correct horse");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").matches(Passwords::isHash);
    assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
  }

  @Test
  void theSamePasswordIsTheSameFromAnyKeyboard() throws IOException, RefusedChange {
    User anna = user(passwords.hash("Mu\u0308ller 77"));
    assertThat(passwords.isOf(anna, "M\u00fcller 77")).isTrue();
  }

  @Test
  void aPasswordHasEightCharactersAndABound() throws IOException, RefusedChange {
    assertThatThrownBy(() -> passwords.hash("1234567")).hasMessageContaining("at least 8");
    assertThatThrownBy(() -> passwords.hash("a".repeat(1025))).hasMessageContaining("at most 1024");
    assertThat(passwords.hash("a".repeat(1024))).matches(Passwords::isHash);
    assertThat(passwords.hash("\ud83c\udf99".repeat(8))).matches(Passwords::isHash);
  }

  @Test
  void aComparisonInVainWorksLikeAnyOther() throws IOException {
    passwords.compareInVain("correct horse");
  }

  @Test
  void whoComesWhenTheQueueIsFullIsToldToComeLater() throws Exception {
    try (Passwords few = new Passwords(1, 1);
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      User anna = user(passwords.hash("correct horse"));
      List<Callable<Boolean>> tries = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        tries.add(() -> few.isOf(anna, "correct horse"));
      }
      int busy = 0;
      int right = 0;
      for (Future<Boolean> attempt : people.invokeAll(tries)) {
        try {
          right += attempt.get() ? 1 : 0;
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(Passwords.BusyException.class);
          busy++;
        }
      }
      assertThat(right).isPositive();
      assertThat(busy).isPositive();
    }
  }
}
