package dev.sonolog.server;

import dev.sonolog.server.access.AccountBook;
import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Gate;
import dev.sonolog.server.access.Login;
import dev.sonolog.server.access.LoginThrottle;
import dev.sonolog.server.access.Passwords;
import dev.sonolog.server.access.Sessions;
import dev.sonolog.server.access.SignInLog;
import dev.sonolog.server.access.TrustedProxies;
import dev.sonolog.server.api.ApiV1;
import dev.sonolog.server.api.LiveListeners;
import dev.sonolog.server.events.EventApi;
import dev.sonolog.server.events.EventHub;
import dev.sonolog.server.http.BlockingWork;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.http.RouteTable;
import dev.sonolog.server.isr.IsrApi;
import dev.sonolog.server.liverecorder.LiveRecorderApi;
import dev.sonolog.server.operation.HealthApi;
import dev.sonolog.server.operation.Metrics;
import dev.sonolog.server.operation.SessionApi;
import dev.sonolog.server.page.PageApi;
import dev.sonolog.server.pirecord.PiRecordApi;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.ClipMaker;
import dev.sonolog.server.service.Measured;
import dev.sonolog.server.service.SpectrogramMaker;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The archive, served over HTTP from {@link #start} to {@link #close}. Recording does not depend on
 * it: it has threads of its own, and reads what the recorder stored.
 */
public final class Site implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Site.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Nothing more of a source is stored: its listeners' answers end. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration RENEWAL = Duration.ofSeconds(10);

  /** Whoever asks in the first moments is answered before anything is prepared. */
  private static final Duration PREPARING = Duration.ofSeconds(2);

  /** For who works on the page: where its files are, to see a change at once. */
  private static final String PAGE_FOLDER = "sonolog.page";

  private static final Duration ENDING = Duration.ofSeconds(5);

  /** So many times the patience a client may ask nothing. */
  private static final int IDLE_TO_PATIENCE = 5;

  private static final int MOST_CONNECTIONS = 4_000;
  private static final int LONGEST_HEADER = 16 << 10;
  private static final int LONGEST_LINE = 8 << 10;
  private static final long LONGEST_BODY = 1 << 20;

  private final List<AutoCloseable> parts = new ArrayList<>();
  private final RouteTable routes;
  private final String secure;
  private final PiRecordApi oldClients;
  private final List<Listening> servers = new ArrayList<>();

  /** A server at one of its addresses. */
  private record Listening(WebServer server, String host) {}

  /**
   * Begins to serve.
   *
   * @param build the program's version
   * @param environment may hold the first administrator's password
   * @throws IOException if it cannot listen there, or must not; the message says what to do
   */
  public static Site start(
      SiteSettings settings, ArchiveService archive, String build, Map<String, String> environment)
      throws IOException {
    return start(settings, archive, build, environment, PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how long a client may neither send nor take anything while it should
   */
  static Site start(
      SiteSettings settings,
      ArchiveService archive,
      String build,
      Map<String, String> environment,
      Duration patience)
      throws IOException {
    return new Site(settings, archive, build, environment, patience);
  }

  private Site(
      SiteSettings settings,
      ArchiveService archive,
      String build,
      Map<String, String> environment,
      Duration patience)
      throws IOException {
    try {
      InstantSource clock = InstantSource.system();
      Passwords passwords = kept(new Passwords());
      Accounts accounts = new Accounts(archive.settings().stateDirectory(), passwords, clock);
      FirstUser.make(accounts, environment);
      Sessions sessions = kept(Sessions.open(archive.settings().stateDirectory(), clock));
      Gate gate = new Gate(accounts, sessions, settings.legacyOpen(), clock);
      List<Door> doors = doors(settings, accounts.current());
      this.secure = settings.tls().isPresent() ? "s" : "";
      Measured measured = kept(new Measured(archive));
      ClipMaker clips = kept(new ClipMaker(archive));
      SpectrogramMaker spectrograms = kept(new SpectrogramMaker(archive, clips));
      FileReaders readers = kept(new FileReaders());
      PageApi page =
          new PageApi(
              settings.basePath(),
              Optional.ofNullable(System.getProperty(PAGE_FOLDER)).map(Path::of));
      EventHub hub = kept(new EventHub(archive, build, page.version()));
      Metrics metrics = new Metrics(archive);
      metrics.gauge("sonolog_event_clients", "Clients that listen to events", hub::listening);
      metrics.count("sonolog_event_clients_dropped", "Clients that were too slow", hub::dropped);
      LiveListeners listeners = kept(new LiveListeners(patience, SILENCE));
      metrics.gauge("sonolog_live_listeners", "Clients that listen live", listeners::listening);
      metrics.count(
          "sonolog_live_listeners_dropped", "Listeners that were too slow", listeners::dropped);
      SignInLog log = new SignInLog(archive.settings().stateDirectory(), clock);
      Login login = new Login(accounts, passwords, sessions, new LoginThrottle(clock), log);
      List<Route> all = new ArrayList<>(new SessionApi(login).routes());
      all.addAll(new EventApi(hub).routes());
      all.addAll(new HealthApi(archive, metrics).routes());
      ApiV1 api =
          kept(
              new ApiV1(
                  archive,
                  settings.defaults(),
                  measured,
                  clips,
                  spectrograms,
                  readers::of,
                  listeners,
                  accounts,
                  hub));
      all.addAll(api.routes());
      this.oldClients = kept(new PiRecordApi(archive, build));
      IsrApi isr =
          new IsrApi(
              archive, settings.defaults(), measured, clips, readers::of, oldClients::events);
      all.addAll(isr.routes());
      all.addAll(new LiveRecorderApi(archive, settings.legacySource(), clock).routes());
      all.addAll(page.routes());
      all.addAll(oldClients.routes());
      this.routes = new RouteTable(all, settings.basePath());
      HeadWatch heads =
          kept(new HeadWatch(connections(), patience, patience.multipliedBy(IDLE_TO_PATIENCE)));
      Exchange exchange =
          new Exchange(
              routes,
              new Doorkeeper(gate, new TrustedProxies(settings.trustedProxies())),
              kept(new BlockingWork("web")),
              kept(new BlockingWork("web-slow")),
              kept(new BlockingWork("web-patient")),
              kept(new SendingWatch(patience)));
      AcceptedSockets sockets =
          kept(
              new AcceptedSockets(
                  patience.multipliedBy(IDLE_TO_PATIENCE), patience, MOST_CONNECTIONS));
      for (Door door : doors) {
        WebServerConfig.Builder server = configured(door, exchange, heads, sockets, patience);
        if (settings.tls().isPresent()) {
          server.tls(TlsFiles.read(settings.tls().get()));
        }
        open(door, server.build());
      }
      ScheduledExecutorService aside =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("preparing").factory());
      kept(() -> end(aside));
      var _ = aside.schedule(() -> prepare(isr), PREPARING.toMillis(), TimeUnit.MILLISECONDS);
      if (settings.tls().isPresent()) {
        kept(new TlsRenewal(running(), settings.tls().get(), RENEWAL));
      }
    } catch (IOException e) {
      running().forEach(WebServer::stop);
      close(parts);
      throw e;
    } catch (RuntimeException e) {
      running().forEach(WebServer::stop);
      close(parts);
      throw ListeningAddress.failure(settings, e);
    }
  }

  /** An address that is free to listen on. */
  private record Door(SiteSettings.Place place, InetAddress address) {}

  private static List<Door> doors(SiteSettings settings, AccountBook book) throws IOException {
    List<Door> doors = new ArrayList<>();
    for (SiteSettings.Place place : settings.places()) {
      doors.add(new Door(place, ListeningAddress.of(place, book)));
    }
    return doors;
  }

  private void open(Door door, WebServer server) throws IOException {
    ListeningAddress.requireFree(door.address(), door.place());
    servers.add(new Listening(server.start(), ListeningAddress.inUrl(door.address())));
    if (!server.isRunning()) {
      throw new IOException("The web server did not start; see the log");
    }
  }

  private List<WebServer> running() {
    return servers.stream().map(Listening::server).toList();
  }

  /** Nothing is read any more when the site is closed, unless a disk hangs. */
  private static void end(ScheduledExecutorService aside) throws InterruptedException {
    aside.shutdownNow();
    if (!aside.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(Level.WARNING, "The preparation goes on while the server is closed");
    }
  }

  private static void prepare(IsrApi isr) {
    try {
      isr.prepare();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "Nothing is ready beforehand: {0}", e.toString());
    }
  }

  private <T extends AutoCloseable> T kept(T part) {
    parts.addFirst(part);
    return part;
  }

  private static WebServerConfig.Builder configured(
      Door door, Exchange exchange, HeadWatch heads, AcceptedSockets sockets, Duration patience) {
    return WebServer.builder()
        .address(door.address())
        .port(door.place().port())
        .shutdownHook(false)
        .shutdownGracePeriod(Duration.ofMillis(500))
        .featuresDiscoverServices(false)
        .directHandlers(RefusedByLibrary.handlers())
        .maxPayloadSize(LONGEST_BODY)
        .idleConnectionTimeout(patience.multipliedBy(IDLE_TO_PATIENCE))
        .idleConnectionPeriod(patience)
        .connectionOptions(sockets)
        .contentEncoding(encoding -> encoding.contentEncodingsDiscoverServices(false))
        .protocolsDiscoverServices(false)
        .addConnectionSelector(heads)
        .routing(
            routing ->
                routing.addFilter((_, request, response) -> exchange.handle(request, response)));
  }

  private static ServerConnectionSelector connections() {
    return Http1ConnectionSelector.builder()
        .config(
            Http1Config.builder()
                .maxHeadersSize(LONGEST_HEADER)
                .maxPrologueLength(LONGEST_LINE)
                .build())
        .build();
  }

  /** Tells in the log where it is to be found. */
  public void announce() {
    for (Listening it : servers) {
      LOG.log(
          Level.INFO,
          "Serving http{0}://{1}:{2}{3}",
          secure,
          it.host(),
          Integer.toString(it.server().port()),
          routes.base().prefix());
    }
  }

  /** The port that it listens on; the first of several. */
  public int port() {
    return ports().getFirst();
  }

  /** The ports that it listens on, in the order of the configuration. */
  public List<Integer> ports() {
    return running().stream().map(WebServer::port).toList();
  }

  /** All that it does. */
  public RouteTable routes() {
    return routes;
  }

  @Override
  public void close() {
    oldClients.close();
    running().forEach(WebServer::stop);
    close(parts);
  }

  private static void close(List<AutoCloseable> parts) {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) { // the others are closed nevertheless
        LOG.log(Level.WARNING, "Closing {0} failed: {1}", part, e.toString());
      }
    }
  }
}
