package dev.sonolog.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that are made, as TLS of the JDK judges them. */
@Timeout(60)
class CertificateFilesTest {
  private static final Duration LASTS = Duration.ofDays(825);

  @TempDir private Path folder;
  private CertificateFiles files;

  @BeforeEach
  void begin() {
    files = new CertificateFiles(folder.resolve("tls"));
  }

  private CertificateFiles.Made make(String... names) throws IOException, GeneralSecurityException {
    return files.make(List.of(names), LASTS, Instant.now());
  }

  private static List<X509Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file).replaceAll("-----[^-]+-----", "");
    byte[] bytes = Base64.getMimeDecoder().decode(text);
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private SSLContext server() throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    char[] password = "x".toCharArray();
    Certificate[] chain = read(files.server()).toArray(Certificate[]::new);
    store.setKeyEntry("server", key(files.serverKey()), password, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext trusting(X509Certificate authority)
      throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** What a client is told that asks a server of these files by a name. */
  private String told(String name, X509Certificate authority) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (SSLServerSocket server =
        (SSLServerSocket) server().getServerSocketFactory().createServerSocket(0, 1, here)) {
      CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(server));
      try (Socket plain = new Socket(here, server.getLocalPort());
          SSLSocket socket =
              (SSLSocket)
                  trusting(authority)
                      .getSocketFactory()
                      .createSocket(plain, name, server.getLocalPort(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } finally {
        answering.join();
      }
    }
  }

  private static void answer(SSLServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return; // the client did not believe it
    }
  }

  @Test
  void whoInstalledTheAuthorityBelievesTheServerByEachOfItsNames() throws Exception {
    CertificateFiles.Made made = make("studio.example", "10.1.2.3");
    X509Certificate authority = read(files.authority()).getFirst();
    assertThat(made.names())
        .startsWith("studio.example", "10.1.2.3")
        .contains("localhost", "127.0.0.1");
    for (String name : List.of("studio.example", "10.1.2.3", "localhost", "127.0.0.1")) {
      assertThat(told(name, authority)).isEqualTo("hello");
    }
    assertThatThrownBy(() -> told("other.example", authority)).isInstanceOf(SSLException.class);
  }

  @Test
  void whoHasAnotherAuthorityDoesNot() throws Exception {
    make();
    X509Certificate other =
        Issuer.create("Another", Instant.now(), Duration.ofDays(1)).certificate();
    assertThatThrownBy(() -> told("localhost", other)).isInstanceOf(SSLException.class);
  }

  @Test
  void tabletsTakeIt() throws Exception {
    CertificateFiles.Made made = make();
    List<X509Certificate> chain = read(files.server());
    assertThat(chain).hasSize(2);
    X509Certificate server = chain.getFirst();
    assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(server.getKeyUsage()[0]).isTrue();
    assertThat(Duration.between(Instant.now(), made.until())).isLessThanOrEqualTo(LASTS);
    assertThat(chain.getLast().getBasicConstraints()).isZero();
    assertThat(chain.getLast().getKeyUsage()).startsWith(false, false, false, false, false, true);
    server.verify(chain.getLast().getPublicKey());
  }

  @Test
  void keysAreForTheirOwnerAlone() throws Exception {
    make();
    assertThat(files.there()).hasSize(4);
    for (Path file : files.there()) {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      assertThat(mode)
          .as(file.toString())
          .isEqualTo(file.toString().endsWith("key.pem") ? "rw-------" : "rw-r--r--");
    }
  }

  @Test
  void whatIsRenewedIsBelievedByWhoInstalledTheAuthorityBefore() throws Exception {
    make("studio.example");
    X509Certificate authority = read(files.authority()).getFirst();
    X509Certificate before = read(files.server()).getFirst();
    CertificateFiles.Made made =
        files.renew(List.of("tower.example"), Duration.ofDays(30), Instant.now());
    assertThat(made.names()).contains("studio.example", "tower.example").doesNotHaveDuplicates();
    assertThat(read(files.server()).getFirst()).isNotEqualTo(before);
    assertThat(read(files.authority()).getFirst()).isEqualTo(authority);
    assertThat(told("studio.example", authority)).isEqualTo("hello");
    assertThat(told("tower.example", authority)).isEqualTo("hello");
  }

  @Test
  void withoutAnAuthorityNothingIsRenewed() {
    assertThatThrownBy(() -> files.renew(List.of(), LASTS, Instant.now()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "-x", "1.2.3.4.5", "http://x", "x\"y", "a,CN=b"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> make(name)).isInstanceOf(IllegalArgumentException.class);
    assertThat(files.there()).isEmpty();
  }

  @Test
  void lengthsAndNumbersOfAnySizeAreWrittenRightly() {
    assertThat(Der.octets(new byte[127])).startsWith(4, 127);
    assertThat(Der.octets(new byte[128])).startsWith(4, 0x81, 128);
    assertThat(Der.octets(new byte[255])).startsWith(4, 0x81, 255);
    assertThat(Der.octets(new byte[256])).startsWith(4, 0x82, 1, 0);
    assertThat(Der.octets(new byte[70_000])).startsWith(4, 0x83, 1, 0x11, 0x70);
    assertThat(Der.object("1.2.840.10045.4.3.2"))
        .containsExactly(6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2);
    assertThat(Der.time(Instant.parse("2049-12-31T23:59:59Z"))).startsWith(0x17, 13);
    assertThat(Der.time(Instant.parse("2050-01-01T00:00:00Z"))).startsWith(0x18, 15);
  }
}
