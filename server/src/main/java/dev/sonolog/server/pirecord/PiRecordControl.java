package dev.sonolog.server.pirecord;

import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioReport.Commanded;
import dev.sonolog.server.service.StudioReport.Controlled;
import dev.sonolog.server.service.StudioService;
import dev.sonolog.server.service.StudioService.CommandWish;
import dev.sonolog.server.service.StudioService.ControlWish;
import dev.sonolog.server.service.StudioService.Outcome;
import dev.sonolog.server.service.StudioService.Owner;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What Pi_Record's clients do in the studio. They renew their control rarely or never, and keep the
 * token that they got first; so it is renewed for them while they listen to events, and the newest
 * token stands for the one that they show. Any platform thread, which asks the recorder.
 */
final class PiRecordControl {
  /** So often a source that has not begun or ended yet is asked again; each time for a second. */
  private static final int TRIES = 4;

  private final StudioService studio;
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  /**
   * Control that was given.
   *
   * @param client to whom
   * @param shown the token that the client has
   * @param newest the token that counts longest
   */
  private record Held(String client, String shown, String newest) {
    @Override
    public String toString() {
      return client; // tokens are secrets
    }
  }

  PiRecordControl(StudioService studio) {
    this.studio = studio;
  }

  /**
   * A source, if there is one of that name.
   *
   * @throws ProblemException if no recorder runs
   */
  Optional<StudioReport.Source> source(String name) throws IOException, ProblemException {
    return done(studio.source(name));
  }

  private static <T> Optional<T> done(Outcome<T> outcome) throws ProblemException {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> Optional.of(value);
      case Outcome.Refused<T> _ -> Optional.empty();
      case Outcome.NoRecorder<T>() ->
          throw Problem.UNAVAILABLE.exception("No recorder is running; start it");
    };
  }

  // --- control

  /** The token of whoever takes control; nothing where somebody else has it. */
  Optional<String> take(String channel, String client, Owner owner)
      throws IOException, ProblemException {
    ControlWish wish = new ControlWish("take", Optional.of(owner), Optional.empty());
    Optional<String> token = done(studio.control(channel, wish)).flatMap(Controlled::token);
    token.ifPresent(it -> held.put(channel, new Held(client, it, it)));
    return token;
  }

  /** The token of a client that is in control already; nothing where it is not. */
  Optional<String> token(StudioReport.Source source, String client, Owner owner)
      throws IOException, ProblemException {
    return Clients.isOf(Devices.holder(source), client)
        ? take(source.name(), client, owner)
        : Optional.empty();
  }

  /** A new token for one that counts; nothing for any other. */
  Optional<String> renew(String channel, String token) throws IOException, ProblemException {
    Optional<String> fresh = renewed(channel, standing(channel, token));
    fresh.ifPresent(
        it -> held.computeIfPresent(channel, (_, before) -> new Held(before.client(), it, it)));
    return fresh;
  }

  private Optional<String> renewed(String channel, String token)
      throws IOException, ProblemException {
    ControlWish wish = new ControlWish("renew", Optional.empty(), Optional.of(token));
    return done(studio.control(channel, wish)).flatMap(Controlled::token);
  }

  /** The token that counts in place of the one that is shown. */
  private String standing(String channel, String shown) {
    return Optional.ofNullable(held.get(channel))
        .filter(it -> it.shown().equals(shown))
        .map(Held::newest)
        .orElse(shown);
  }

  /** Whether a token is that of whoever is in control. */
  boolean counts(String channel, String token) throws IOException, ProblemException {
    String standing = standing(channel, token);
    Optional<String> fresh = renewed(channel, standing);
    fresh.ifPresent(it -> replace(channel, standing, it));
    return fresh.isPresent();
  }

  private void replace(String channel, String before, String newest) {
    held.computeIfPresent(
        channel,
        (_, it) -> it.newest().equals(before) ? new Held(it.client(), it.shown(), newest) : it);
  }

  /** Gives up control; a take that goes on ends before. */
  boolean release(StudioReport.Source source, String token) throws IOException, ProblemException {
    String channel = source.name();
    if (!counts(channel, token)) {
      return false;
    }
    if (Devices.running(source).filter(it -> it.startedBy().equals("person")).isPresent()) {
      var _ = stop(channel, token);
    }
    ControlWish wish =
        new ControlWish("release", Optional.empty(), Optional.of(standing(channel, token)));
    boolean isFree = done(studio.control(channel, wish)).isPresent();
    held.remove(channel);
    return isFree;
  }

  /** Gives up everything that a client is in control of. */
  boolean releaseAll(String client, Owner owner) throws IOException, ProblemException {
    boolean isFree = true;
    StudioReport all = done(studio.sources()).orElseThrow();
    for (StudioReport.Source source : all.sources()) {
      if (Clients.isOf(Devices.holder(source), client)) {
        Optional<String> token = take(source.name(), client, owner);
        isFree &= token.isPresent() && release(source, token.get());
      }
    }
    return isFree;
  }

  /**
   * Keeps in control who is there.
   *
   * @param isThere whether a client listens to events
   */
  void renewAll(Predicate<String> isThere) throws IOException, ProblemException {
    for (Map.Entry<String, Held> entry : Map.copyOf(held).entrySet()) {
      Held it = entry.getValue();
      if (isThere.test(it.client())) {
        Optional<String> fresh = renewed(entry.getKey(), it.newest());
        fresh.ifPresent(token -> replace(entry.getKey(), it.newest(), token));
        if (fresh.isEmpty()) {
          held.remove(entry.getKey(), it);
        }
      }
    }
  }

  // --- takes

  /** Begins a take; nothing where that is refused. */
  Optional<Commanded> start(String channel, String token) throws IOException, ProblemException {
    return command(channel, "start", token, it -> it.take().flatMap(Devices::file).isPresent());
  }

  /** Ends a take; nothing where that is refused, or none goes on. */
  Optional<Commanded> stop(String channel, String token) throws IOException, ProblemException {
    return command(channel, "stop", token, it -> it.outcome().equals("done"));
  }

  /** A repeat of the same request is not done again; it waits for what comes of the first. */
  private Optional<Commanded> command(
      String channel, String verb, String token, Predicate<Commanded> isThrough)
      throws IOException, ProblemException {
    CommandWish wish =
        new CommandWish(
            UUID.randomUUID().toString(),
            standing(channel, token),
            Optional.empty(),
            Optional.empty());
    Optional<Commanded> last = done(studio.command(channel, verb, wish));
    for (int i = 1; i < TRIES && last.isPresent() && !isThrough.test(last.get()); i++) {
      last = done(studio.command(channel, verb, wish));
    }
    return last;
  }

  /** Begins loudness and highest peaks anew. */
  boolean reset(String channel) throws IOException, ProblemException {
    return done(studio.resetMeters(channel)).isPresent();
  }
}
