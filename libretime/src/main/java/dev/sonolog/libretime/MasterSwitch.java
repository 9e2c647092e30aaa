package dev.sonolog.libretime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Puts the main input on air and takes it off, by the switch that a person presses on LibreTime's
 * dashboard, with a person's session. Its call update-source-status is never used: it makes
 * LibreTime believe that an encoder came or went, and may switch nothing. What was ordered is
 * looked for in the inputs' state afterwards, so that the outcome is true. One order at a time;
 * waits some seconds.
 */
public final class MasterSwitch {
  private static final String INPUT = "format/json/sourcename/master_dj";
  private static final String SWITCH = "Dashboard/switch-source/" + INPUT + "/status/";
  private static final String DISCONNECT = "Dashboard/disconnect-source/" + INPUT;

  private final LibretimeClient client;
  private final int looks;
  private final Duration between;

  public MasterSwitch(LibretimeClient client) {
    this(client, 10, Duration.ofMillis(500));
  }

  /**
   * @param looks how often the state is looked at after an order, at most
   * @param between two looks
   */
  MasterSwitch(LibretimeClient client, int looks, Duration between) {
    this.client = client;
    this.looks = looks;
    this.between = between;
  }

  /** Puts what the main input's encoder sends on air. */
  public SwitchOutcome connect() throws InterruptedException {
    return order(Known.YES);
  }

  /** Takes the main input off air; its encoder stays connected. */
  public SwitchOutcome disconnect() throws InterruptedException {
    return order(Known.NO);
  }

  private synchronized SwitchOutcome order(Known wanted) throws InterruptedException {
    Inputs before;
    try {
      before = inputs();
    } catch (LibretimeException e) {
      return new SwitchOutcome.NotPossible(
          "Nothing was switched: LibreTime " + e.failure().words());
    }
    if (before.main().switchedOn() == wanted) {
      return new SwitchOutcome.WasSo(before);
    }
    if (wanted == Known.YES && before.main().connected() == Known.NO) {
      return new SwitchOutcome.NoEncoder("");
    }
    String current = wanted == Known.YES ? "off" : "on"; // it toggles away from what it is told
    return pressed(
        SWITCH + current,
        reply ->
            Fields.known(reply, "status") == wanted
                ? verified(wanted)
                : new SwitchOutcome.NotVerified("it answered " + reply),
        wanted);
  }

  /** Has LibreTime hang up on the encoder of the main input. */
  public synchronized SwitchOutcome disconnectEncoder() throws InterruptedException {
    try {
      Inputs before = inputs();
      if (before.main().connected() == Known.NO) {
        return new SwitchOutcome.WasSo(before);
      }
    } catch (LibretimeException e) {
      return new SwitchOutcome.NotPossible(
          "Nothing was disconnected: LibreTime " + e.failure().words());
    }
    return pressed(DISCONNECT, _ -> disconnected(), Known.NO);
  }

  /** What follows when LibreTime did not complain. */
  private interface Follow {
    SwitchOutcome after(JsonNode reply) throws InterruptedException;
  }

  private SwitchOutcome pressed(String path, Follow follow, Known wanted)
      throws InterruptedException {
    Optional<LibretimeAccess.Login> login = client.access().login();
    if (login.isEmpty()) {
      return new SwitchOutcome.NotPossible(
          "LibreTime lets only a logged-in person switch its inputs, not a key: set user and"
              + " password_file in [libretime], or switch on LibreTime's own page.");
    }
    Optional<DashboardSession> session;
    try {
      session = DashboardSession.open(client, login.get());
    } catch (LibretimeException e) {
      return new SwitchOutcome.NotPossible(
          "Nothing was switched, since nobody could log in: LibreTime " + e.failure().words());
    }
    if (session.isEmpty()) {
      return new SwitchOutcome.NotPossible(
          "LibreTime does not take the user "
              + login.get().user()
              + " with this password; check user and password_file in [libretime].");
    }
    try {
      JsonNode reply = session.get().press(path);
      Optional<String> error = Fields.text(reply, "error").filter(it -> !it.isBlank());
      return error.isPresent() ? refused(error.get(), wanted) : follow.after(reply);
    } catch (LibretimeException e) {
      return e.failure() instanceof Failure.WebPage || e.failure() instanceof Failure.Unauthorized
          ? new SwitchOutcome.Refused(
              "the user " + login.get().user() + " may not use its dashboard")
          : new SwitchOutcome.Failed(e.failure());
    } finally {
      session.get().close();
    }
  }

  /** Errors come in the station's language; the state says which it is. */
  private SwitchOutcome refused(String said, Known wanted) throws InterruptedException {
    String text = HtmlText.unescape(said);
    try {
      boolean isConnected = inputs().main().connected() != Known.NO;
      return isConnected || wanted == Known.NO
          ? new SwitchOutcome.Refused(text)
          : new SwitchOutcome.NoEncoder(text);
    } catch (LibretimeException _) {
      return new SwitchOutcome.Refused(text);
    }
  }

  private SwitchOutcome verified(Known wanted) throws InterruptedException {
    return seen(
        it -> it.main().switchedOn() == wanted,
        "the main input is still " + (wanted == Known.YES ? "off" : "on") + " air");
  }

  private SwitchOutcome disconnected() throws InterruptedException {
    return seen(
        it -> it.main().connected() == Known.NO,
        "an encoder is still connected; it may have come back at once");
  }

  private interface Expectation {
    boolean isMet(Inputs inputs);
  }

  private SwitchOutcome seen(Expectation expectation, String otherwise)
      throws InterruptedException {
    String why = otherwise;
    for (int i = 0; i < looks; i++) {
      try {
        Inputs now = inputs();
        if (expectation.isMet(now)) {
          return new SwitchOutcome.Switched(now);
        }
        why = otherwise;
      } catch (LibretimeException e) {
        why = "LibreTime " + e.failure().words();
      }
      boolean _ = new CountDownLatch(1).await(between.toMillis(), TimeUnit.MILLISECONDS);
    }
    return new SwitchOutcome.NotVerified(why);
  }

  /** The state of the inputs, by the best call that answers. */
  private Inputs inputs() throws LibretimeException, InterruptedException {
    Inputs known = Inputs.UNKNOWN;
    Optional<LibretimeException> problem = Optional.empty();
    try {
      return client.ask(Ask.STREAM_STATE);
    } catch (LibretimeException e) {
      problem = Optional.of(e);
    }
    for (Ask<Inputs> ask : FORMER) {
      try {
        known = known.or(client.ask(ask));
      } catch (LibretimeException e) {
        problem = Optional.of(e);
      }
    }
    if (known.equals(Inputs.UNKNOWN)) {
      throw problem.get();
    }
    return known;
  }

  /** Versions without the second interface tell the same in two calls. */
  private static final List<Ask<Inputs>> FORMER =
      List.of(
          new Ask<>(
              Ask.BOOTSTRAP.name(), Ask.BOOTSTRAP.path(), it -> StationInfo.bootstrap(it).inputs()),
          new Ask<>(
              Ask.ON_AIR_LIGHT.name(), Ask.ON_AIR_LIGHT.path(), it -> OnAirLight.of(it).inputs()));
}
