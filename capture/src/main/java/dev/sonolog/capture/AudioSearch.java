package dev.sonolog.capture;

import dev.sonolog.capture.CaptureFailure.Kind;
import dev.sonolog.formats.Container;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The way from the configured addresses to audio: redirects and playlists are followed, mirrors and
 * playlist entries tried in order, and whatever is no audio is told apart. One per attempt, on the
 * source's thread.
 */
final class AudioSearch {
  /** The most redirects in a row. */
  static final int MAX_REDIRECTS = 10;

  /** The most playlists within playlists. */
  static final int MAX_DEPTH = 3;

  /** The most requests of one attempt, mirrors, playlists and redirects together. */
  static final int MAX_REQUESTS = 64;

  /** How many bytes a container may look ahead. */
  static final int LOOK_AHEAD = 1 << 20;

  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "cookie", "proxy-authorization");

  private final StationClient client;
  private final StreamSettings settings;
  private final List<Container> containers;
  private final Wire wire;
  private int requests;

  /** Audio, and the reply that must be closed with it. */
  record Found(HttpPacketSource.Recognised audio, Reply reply) {}

  AudioSearch(
      StationClient client, StreamSettings settings, List<Container> containers, Wire wire) {
    this.client = client;
    this.settings = settings;
    this.containers = containers;
    this.wire = wire;
  }

  /**
   * @throws CaptureFailure if no mirror gives audio now; it names what each said
   * @throws IOException if the connection was closed
   */
  Found search() throws IOException {
    Failures failures = new Failures();
    for (URI mirror : settings.mirrors()) {
      try {
        StreamAddress address = StreamAddress.of(mirror);
        return visit(address, address.credentials().or(settings::credentials), address, 0);
      } catch (AddressException e) {
        failures.add(new CaptureFailure(Kind.REFUSED, NetworkFailure.text(e), e));
      } catch (CaptureFailure e) {
        wire.checkOpen();
        failures.add(e);
      }
    }
    throw failures.together("No mirror gives audio");
  }

  /**
   * @param trusted the server that the credentials were given for
   */
  private Found visit(
      StreamAddress start,
      Optional<StreamSettings.Credentials> credentials,
      StreamAddress trusted,
      int depth)
      throws IOException {
    StreamAddress address = start;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      Reply reply = ask(question(address, credentials, trusted));
      boolean kept = false;
      try {
        Optional<String> location = redirect(reply);
        if (location.isEmpty()) {
          Found found = look(reply, address, credentials, trusted, depth);
          kept = found.reply() == reply;
          return found;
        }
        address = address.resolve(location.get());
      } catch (AddressException e) {
        throw new CaptureFailure(Kind.REFUSED, address + ": bad redirect: " + e.getMessage(), e);
      } finally {
        if (!kept) {
          reply.close();
        }
      }
    }
    throw new CaptureFailure(
        Kind.REFUSED,
        start + ": more than " + MAX_REDIRECTS + " redirects, the last to " + address);
  }

  private StationClient.Question question(
      StreamAddress address,
      Optional<StreamSettings.Credentials> credentials,
      StreamAddress trusted) {
    boolean secrets = address.mayKnowSecretsOf(trusted);
    SequencedMap<String, String> headers = new LinkedHashMap<>(settings.headers());
    if (!secrets) {
      headers.keySet().removeIf(name -> SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
    }
    return new StationClient.Question(
        address,
        settings.userAgent(),
        headers,
        address.credentials().or(() -> credentials.filter(_ -> secrets)));
  }

  private Reply ask(StationClient.Question question) throws IOException {
    wire.checkOpen();
    if (++requests > MAX_REQUESTS) {
      throw new CaptureFailure(
          Kind.REFUSED, question.address() + ": gave up after " + MAX_REQUESTS + " requests");
    }
    try {
      return client.ask(question, wire);
    } catch (IOException e) {
      wire.checkOpen();
      throw NetworkFailure.whileConnecting(question.address(), e);
    }
  }

  private static Optional<String> redirect(Reply reply) {
    return switch (reply.status()) {
      case 301, 302, 303, 307, 308 -> reply.header("Location");
      default -> Optional.empty();
    };
  }

  private Found look(
      Reply reply,
      StreamAddress address,
      Optional<StreamSettings.Credentials> credentials,
      StreamAddress trusted,
      int depth)
      throws IOException {
    if (reply.status() != 200) {
      throw refused(reply, address);
    }
    wire.enter(Wire.Phase.RECOGNISING, settings.stallTimeout());
    Body body = Body.of(reply, address, titleCharset());
    Optional<Playlist> playlist =
        Playlist.sniff(body.head(), reply.header("Content-Type"), address.fileName());
    if (playlist.isEmpty()) {
      return recognise(body, reply, address);
    }
    List<String> entries = entries(playlist.get(), body);
    reply.close();
    return follow(entries, address, credentials, trusted, depth);
  }

  private static List<String> entries(Playlist playlist, Body body) throws IOException {
    try {
      return playlist.entries(body.rest(Playlist.MAX_BYTES));
    } catch (CaptureFailure e) {
      throw NetworkFailure.at(body.address(), e);
    }
  }

  private Found follow(
      List<String> entries,
      StreamAddress list,
      Optional<StreamSettings.Credentials> credentials,
      StreamAddress trusted,
      int depth)
      throws IOException {
    if (depth == MAX_DEPTH) {
      throw new CaptureFailure(
          Kind.REFUSED, list + ": more than " + MAX_DEPTH + " playlists within playlists");
    }
    Failures failures = new Failures();
    for (String entry : entries) {
      try {
        return visit(list.resolve(entry), credentials, trusted, depth + 1);
      } catch (AddressException e) {
        failures.add(new CaptureFailure(Kind.REFUSED, list + ": " + e.getMessage(), e));
      } catch (CaptureFailure e) {
        wire.checkOpen();
        failures.add(e);
      }
    }
    if (entries.isEmpty()) {
      throw new CaptureFailure(Kind.REFUSED, list + ": the playlist has no entries");
    }
    throw failures.together(list + ": no entry of the playlist gives audio");
  }

  private Found recognise(Body body, Reply reply, StreamAddress address) throws IOException {
    for (Container container : containers) {
      if (container.sniff(body.input())) {
        return new Found(
            new HttpPacketSource.Recognised(
                Stations.info(reply, address),
                container,
                containers,
                body.input(),
                body.ending(),
                body.titles()),
            reply);
      }
    }
    throw body.unrecognised(containers, reply.header("Content-Type"));
  }

  private CaptureFailure refused(Reply reply, StreamAddress address) {
    String hint =
        switch (reply.status()) {
          case 401, 407 -> "; user and password are missing or wrong";
          case 301, 302, 303, 307, 308 -> "; a redirect to nowhere";
          default -> "";
        };
    return new CaptureFailure(
        Kind.REFUSED,
        address + ": the server says " + reply.statusLine() + hint,
        reply.header("Retry-After").flatMap(text -> RetryAfter.parse(text, Instant.now())),
        null);
  }

  private Optional<Charset> titleCharset() {
    return settings.titleCharset().flatMap(RepairedText::charset);
  }
}
