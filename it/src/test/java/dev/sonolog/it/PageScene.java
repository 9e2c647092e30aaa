package dev.sonolog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A station with everything that its page shows: a stream whose titles are hostile, signals, a
 * source that is never there, and files of days ago with loud stretches.
 */
final class PageScene implements AutoCloseable {
  /** What would do something if it were taken for anything but text. */
  static final String HOSTILE = "<img src=x onerror=alert(1)>";

  /** Noise with a loud burst every ten seconds, from the fifth on. */
  private static final String BURSTS =
      "aevalsrc='(0.003+0.3*between(mod(t\\,10)\\,5\\,6+t/100))*(random(0)-0.5)*2':s=48000:d=60";

  private final Closeables running;
  private final Icecast icecast;
  private final SourceClient client;
  private final WebSide web;

  private PageScene(Closeables running, Icecast icecast, SourceClient client, WebSide web) {
    this.running = running;
    this.icecast = icecast;
    this.client = client;
    this.web = web;
  }

  static PageScene start(Path folder) throws IOException {
    Closeables running = new Closeables();
    try {
      Icecast icecast = Icecast.start(Files.createDirectory(folder.resolve("icecast")), 65_536);
      running.add(icecast);
      SourceClient client = studio(icecast);
      running.add(client);
      icecast.awaitMount("radio");
      icecast.title("radio", HOSTILE);
      WebSide web = WebSide.start(station(folder, icecast), Map.of(), "run");
      running.add(web);
      PageScene scene = new PageScene(running, icecast, client, web);
      scene.awaitAll();
      return scene;
    } catch (IOException | RuntimeException | AssertionError e) {
      running.close();
      throw e;
    }
  }

  private static SourceClient studio(Icecast icecast) throws IOException {
    List<String> mp3 = List.of("-c:a", "libmp3lame", "-b:a", "128k");
    return SourceClient.ffmpeg(icecast, "radio", 44_100, 2, "mp3", "audio/mpeg", mp3);
  }

  private static Path station(Path folder, Icecast icecast) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0
        analyse = on
        [radio]
        type = stream
        url = http://127.0.0.1:%d/radio
        [wav]
        type = signal
        signal = sweep
        format = wav
        [lost]
        type = stream
        url = http://127.0.0.1:1/
        """
            .formatted(icecast.port()));
    Path garden = Files.createDirectories(folder.resolve("recordings/garden"));
    Path hostile = Files.createDirectories(folder.resolve("recordings/" + HOSTILE));
    Ffmpeg.make(
        BURSTS,
        List.of(
            List.of("-c:a", "flac", "" + garden.resolve("20260520_220000.flac")),
            List.of("" + garden.resolve("20260520_230000.wav")),
            List.of("" + garden.resolve("20260521_000000.mp3")),
            List.of("" + hostile.resolve("20260521_010000.wav"))));
    return folder;
  }

  private void awaitAll() {
    Awaitility.await("all that there is")
        .atMost(120, TimeUnit.SECONDS)
        .pollInterval(500, TimeUnit.MILLISECONDS)
        .until(
            () ->
                !recording("radio", "recording").isEmpty()
                    && !recording("wav", "recording").isEmpty()
                    && !recording("garden", "sealed").isEmpty());
  }

  /** The id of the newest recording of a source in a state; empty where there is none. */
  String recording(String source, String state) throws IOException {
    String of = "/api/v1/recordings?source=" + WebSide.coded(source) + "&state=" + state;
    JsonNode recordings = web.json(of).at("/recordings");
    return recordings.isEmpty() ? "" : recordings.get(0).at("/id").asString();
  }

  /** The id of the recording whose file has a name. */
  String recordingOf(String source, String file) throws IOException {
    String of = "/api/v1/recordings?source=" + WebSide.coded(source);
    for (JsonNode each : web.json(of).at("/recordings")) {
      if (each.at("/file").asString().endsWith(file)) {
        return each.at("/id").asString();
      }
    }
    throw new AssertionError("There is no " + file);
  }

  WebSide web() {
    return web;
  }

  String root() {
    return web.root();
  }

  Icecast icecast() {
    return icecast;
  }

  /** The station's studio falls silent. */
  void loseStudio() {
    client.kill();
  }

  /** And is there again. */
  void bringStudioBack() throws IOException {
    running.add(studio(icecast));
    icecast.awaitMount("radio");
  }

  @Override
  public void close() {
    running.close();
  }
}
