package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The web side with a certificate of its own. */
class TlsTest {
  private static final Pattern PORT = Pattern.compile("Serving https://127\\.0\\.0\\.1:(\\d+)");
  private static final String PASSWORD = "correct horse battery staple";

  @TempDir private Path folder;

  private void configure(Path certificate, Path key) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [s]
        type = signal
        [web]
        host = 127.0.0.1
        tls_certificate = %s
        tls_key = %s
        """
            .formatted(certificate, key));
  }

  private Product served(Certificate certificate) throws IOException {
    configure(certificate.file(), certificate.key());
    Product web =
        Product.start(folder, Map.of("SONOLOG_ADMIN_PASSWORD", PASSWORD), "web", "--port", "0");
    web.awaitOutput("Serving http");
    return web;
  }

  private static int port(Product web) throws IOException {
    Matcher port = PORT.matcher(web.output());
    assertThat(port.find()).as(web.output()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  private static HttpResponse<String> get(HttpClient client, int port, String path)
      throws Exception {
    URI address = URI.create("https://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void itIsServedAndItsCookiesAreForTlsAlone() throws Exception {
    Certificate certificate = Certificate.make(folder, "rsa", Certificate.RSA);
    try (Product web = served(certificate);
        HttpClient client = certificate.client("127.0.0.1")) {
      int port = port(web);
      assertThat(get(client, port, "/healthz").statusCode()).isEqualTo(200);
      HttpRequest login =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/api/v1/session"))
              .header("Origin", "https://127.0.0.1:" + port)
              .POST(
                  BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}"))
              .build();
      HttpResponse<String> welcome = client.send(login, BodyHandlers.ofString());
      assertThat(welcome.statusCode()).as(welcome.body()).isEqualTo(200);
      assertThat(welcome.headers().firstValue("Set-Cookie").orElse("")).endsWith("; Secure");
      assertPlainHttpIsRefused(port);
      assertThat(get(client, port, "/healthz").statusCode()).isEqualTo(200);
      assertThat(web.output()).doesNotContain("\tat ");
    }
  }

  private static void assertPlainHttpIsRefused(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("200 OK", "alive");
    }
  }

  @Test
  void aRenewedCertificateComesIntoUseByItself() throws Exception {
    Certificate first = Certificate.make(folder, "first", Certificate.EC);
    Certificate second = Certificate.make(folder, "second", Certificate.RSA);
    X509Certificate old = first.read();
    X509Certificate renewed = second.read();
    try (Product web = served(first);
        HttpClient begun = first.client("127.0.0.1")) {
      int port = port(web);
      assertThat(shown(first, port)).isEqualTo(old);
      assertThat(get(begun, port, "/healthz").statusCode()).isEqualTo(200);
      Files.move(second.file(), first.file(), StandardCopyOption.REPLACE_EXISTING);
      web.awaitOutput("The old certificate stays in use");
      assertThatThrownBy(() -> shown(first, port)).isInstanceOf(SSLException.class);
      Files.move(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
      Awaitility.await("the renewed one")
          .atMost(60, TimeUnit.SECONDS)
          .ignoreExceptions() // the old one is not trusted any more
          .until(() -> shown(first, port).equals(renewed));
      assertThat(get(begun, port, "/healthz").statusCode()).as("as before").isEqualTo(200);
    }
  }

  /** What a server shows to who trusts what is in the file now. */
  private static X509Certificate shown(Certificate trusted, int port) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            trusted
                .trusted()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.pem,   none.key,      tls_key, none.key is not there",
    "none.pem,  rsa.key,       tls_certificate, none.pem is not there",
    "rsa.pem,   encrypted.key, tls_key, -nocrypt",
    "rsa.pem,   old.key,       tls_key, openssl pkcs8 -topk8 -nocrypt",
    "rsa.pem,   other.key,     tls_key, is the key of another certificate",
    "rsa.pem,   ec.key,        tls_key, holds no key for the certificate",
    "rsa.key,   rsa.key,       tls_certificate, holds no certificate in PEM",
    "rsa.pem,   rsa.pem,       tls_key, holds no private key in PEM"
  })
  void whatCannotBeUsedIsTold(String certificate, String key, String setting, String words)
      throws IOException {
    Certificate rsa = Certificate.make(folder, "rsa", Certificate.RSA);
    switch (key) {
      case "other.key" -> Certificate.make(folder, "other", Certificate.RSA);
      case "ec.key" -> Certificate.make(folder, "ec", Certificate.EC);
      case "encrypted.key" ->
          openssl("pkcs8", rsa, key, "-topk8", "-passout", "pass:secret").orFail();
      case "old.key" -> openssl("rsa", rsa, key, "-traditional").orFail();
      default -> assertThat(key).isIn("none.key", "rsa.key", "rsa.pem");
    }
    configure(folder.resolve(certificate), folder.resolve(key));
    Tool.Result refused = Product.run(folder, "web", "--port", "0");
    assertThat(refused.status()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains(setting + " = ", words).doesNotContain("\tat ");
  }

  private Tool.Result openssl(String command, Certificate from, String to, String... more) {
    List<String> all = new ArrayList<>(List.of("openssl", command, "-in", "" + from.key()));
    all.addAll(List.of(more));
    all.addAll(List.of("-out", "" + folder.resolve(to)));
    return Tool.run(all);
  }
}
