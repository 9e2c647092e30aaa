package dev.sonolog.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of 127.0.0.1 that signs itself, and its key, made by openssl.
 *
 * @param file the certificate in PEM
 * @param key its private key in PEM
 */
record Certificate(Path file, Path key) {
  static final String[] RSA = {"rsa:2048"};
  static final String[] EC = {"ec", "-pkeyopt", "ec_paramgen_curve:P-256"};

  /**
   * Makes one.
   *
   * @param kind of its key
   */
  static Certificate make(Path folder, String name, String... kind) {
    Certificate made =
        new Certificate(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-days", "2"));
    command.addAll(List.of("-nodes", "-subj", "/CN=" + name, "-newkey"));
    command.addAll(List.of(kind));
    command.addAll(List.of("-addext", "subjectAltName=IP:127.0.0.1"));
    command.addAll(List.of("-keyout", "" + made.key, "-out", "" + made.file));
    Tool.run(command).orFail();
    return made;
  }

  X509Certificate read() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** What trusts this one alone. */
  SSLContext trusted() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("it", read());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** A client that trusts it, and asks from an address of this computer. */
  HttpClient client(String from) throws IOException, GeneralSecurityException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .localAddress(InetAddress.ofLiteral(from))
        .sslContext(trusted())
        .build();
  }
}
