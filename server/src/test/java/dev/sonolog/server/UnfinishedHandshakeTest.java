package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.service.AnalysisDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that connect to a port of TLS and do not finish its handshake. */
@Timeout(120)
class UnfinishedHandshakeTest {
  private static final String PASSWORD = "changeit";
  private static final Duration SHORT = Duration.ofMillis(500);

  /** More than there are threads for requests. */
  private static final int MANY = 40;

  @TempDir private Path folder;

  private TestArchive archive;
  private Site site;
  private SSLContext trusting;

  @BeforeEach
  void start() throws Exception {
    KeyStore store = certificate();
    trusting = trusting(store);
    archive = new TestArchive(folder.resolve("archive"));
    SiteSettings settings =
        new SiteSettings(
            0,
            Optional.of("127.0.0.1"),
            BasePath.ROOT,
            AnalysisDefaults.USUAL,
            List.of(),
            List.of(),
            Optional.of(
                new SiteSettings.Tls(
                    pem("CERTIFICATE", store.getCertificate("it").getEncoded()),
                    pem("PRIVATE KEY", store.getKey("it", PASSWORD.toCharArray()).getEncoded()))));
    site = Site.start(settings, archive, "", Map.of(), SHORT);
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
  }

  /** Of 127.0.0.1, signed by itself. */
  private KeyStore certificate() throws Exception {
    Path file = folder.resolve("it.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "it",
            "-keyalg",
            "EC",
            "-dname",
            "CN=it",
            "-ext",
            "san=ip:127.0.0.1",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString());
    Path output = folder.resolve("keytool.out");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(output)).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private Path pem(String what, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(what + ".pem"),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, text, what));
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("it", store.getCertificate("it"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** What a client sends first. */
  private byte[] clientHello() throws Exception {
    SSLEngine engine = trusting.createSSLEngine("127.0.0.1", site.port());
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port()));
    return socket;
  }

  /** Reads until the server ends the connection; fails when it does not. */
  private static void assertEnded(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      byte[] heard = in.readAllBytes();
      assertThat(new String(heard, java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP/1.1");
    } catch (SocketException _) {
      assertThat(socket.isConnected()).isTrue(); // it was reset, which ends it, too
    }
  }

  private void assertOthersAreServed() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + site.port() + "/healthz"))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("alive\n");
    }
  }

  /** How much of its first message a client sends: nothing, pieces, and all of it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 60, Integer.MAX_VALUE})
  void whoDoesNotFinishLosesItsConnection(int length) throws Exception {
    byte[] hello = clientHello();
    assertThat(hello.length).isGreaterThan(60);
    try (Socket socket = connected()) {
      socket.getOutputStream().write(hello, 0, Math.min(length, hello.length));
      assertEnded(socket);
    }
    assertOthersAreServed();
  }

  @Test
  void whileManyDoNotFinishOthersAreServed() throws Exception {
    byte[] hello = clientHello();
    Socket[] all = new Socket[MANY];
    for (int i = 0; i < MANY; i++) {
      all[i] = connected();
      all[i].getOutputStream().write(hello, 0, hello.length / 2);
    }
    assertOthersAreServed();
    for (Socket socket : all) {
      assertEnded(socket);
      socket.close();
    }
  }

  @Test
  void whoFinishesAndAsksNothingLosesItsConnection() throws Exception {
    try (SSLSocket socket =
        (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", site.port())) {
      socket.setSoTimeout(60_000);
      socket.startHandshake();
      assertEnded(socket);
    }
    assertOthersAreServed();
  }
}
