package dev.sonolog.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Thousands of sequences of commands come out as a small model of the rules says. */
class LeasesModelTest {
  private static final int SEQUENCES = 10_000;
  private static final int LENGTH = 25;
  private static final String MIC = "mic";
  private static final byte[] SECRET =
      "a secret of thirty-two bytes, ...".getBytes(StandardCharsets.UTF_8);
  private static final List<Owner> OWNERS =
      List.of(
          new Owner("anna-anna", "Anna"),
          new Owner("ben-ben-ben", "Ben"),
          new Owner("carla-carla", "Carla"));

  private static final long[] PAUSES = {
    0, 1, 500, 14_999, 15_000, 30_000, 59_999, 75_000, 299_999, 300_000
  };

  /** A token that somebody was given once. */
  private record Given(String token, String who, long version) {}

  /** One sequence. */
  private static final class Run {
    private final RandomGenerator random;
    private final StepTime time = new StepTime();
    private final LeaseModel model = new LeaseModel();
    private final Map<String, Given> given = new HashMap<>();
    private final LeaseTokens tokens = new LeaseTokens(SECRET, new SteadyClock(time));
    private Leases leases = new Leases(time, tokens, Leases.Kept.NONE);

    Run(RandomGenerator random) {
      this.random = random;
    }

    void step(String said) {
      Owner owner = OWNERS.get(random.nextInt(OWNERS.size()));
      switch (random.nextInt(10)) {
        case 0, 1 -> pause();
        case 2 -> same(said, owner, model.take(owner.id()), leases.take(MIC, owner));
        case 3 -> same(said, owner, model.request(owner.id()), leases.request(MIC, owner));
        case 4 -> same(said, owner, model.takeOver(owner.id()), leases.takeOver(MIC, owner));
        case 5 -> rarelyForce(said, owner);
        case 9 -> restart();
        default -> byToken(said, owner);
      }
      look(said);
    }

    private void pause() {
      long millis = PAUSES[random.nextInt(PAUSES.length)];
      time.pass(Duration.ofMillis(millis));
      model.pass(millis);
    }

    private void rarelyForce(String said, Owner owner) {
      if (random.nextInt(4) == 0) {
        same(said, owner, model.force(owner.id()), leases.force(MIC, owner));
      }
    }

    private void byToken(String said, Owner owner) {
      Given it = given.get(owner.id());
      if (it == null) {
        return;
      }
      switch (random.nextInt(3)) {
        case 0 ->
            same(said, owner, model.renew(it.who(), it.version()), leases.renew(MIC, fresh(it)));
        case 1 ->
            same(said, owner, model.keep(it.who(), it.version()), leases.keep(MIC, fresh(it)));
        default ->
            same(
                said, owner, model.release(it.who(), it.version()), leases.release(MIC, fresh(it)));
      }
    }

    /** The version counts here, not that the token itself is old: that has a test of its own. */
    private String fresh(Given it) {
      return tokens.of(new LeaseTokens.Claim(it.who(), MIC, it.version()), Duration.ofMinutes(5));
    }

    /** Control is kept, and who asked asks again. */
    private void restart() {
      model.forgetWish();
      leases = new Leases(time, tokens, leases.kept());
    }

    private void same(String said, Owner owner, boolean expected, LeaseAnswer answer) {
      assertThat(!(answer instanceof LeaseAnswer.Conflict)).as(said).isEqualTo(expected);
      if (answer instanceof LeaseAnswer.Granted(Lease lease, String token)) {
        given.put(owner.id(), new Given(token, owner.id(), lease.version()));
        assertThat(leases.permission(MIC, token)).as(said).isInstanceOf(Permission.Given.class);
      }
    }

    private void look(String said) {
      String holder = leases.lease(MIC).map(Lease::holder).orElse("");
      String asker = leases.wanted(MIC).map(Lease.Wanted::holder).orElse("");
      assertThat(holder).as(said).isEqualTo(name(model.holder()));
      assertThat(asker).as(said).isEqualTo(name(model.asker()));
      leases.lease(MIC).ifPresent(it -> assertThat(it.version()).as(said).isEqualTo(model.hands()));
    }

    private static String name(String id) {
      return OWNERS.stream()
          .filter(it -> it.id().equals(id))
          .map(Owner::name)
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void randomCommandsComeOutAsTheModelSays() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      Run run = new Run(random);
      for (int step = 0; step < LENGTH; step++) {
        run.step("seed " + seed + ", sequence " + sequence + ", step " + step);
      }
    }
  }
}
