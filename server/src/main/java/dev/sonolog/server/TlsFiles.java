package dev.sonolog.server;

import io.helidon.common.tls.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's certificate and key, from files in PEM (RFC 7468). */
final class TlsFiles {
  private static final int LONGEST = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private TlsFiles() {}

  /**
   * Reads both.
   *
   * @throws IOException if they cannot be read, or do not belong together; says which key of the
   *     configuration, which file and what to do
   */
  static Tls read(SiteSettings.Tls files) throws IOException {
    List<X509Certificate> chain = chain(files.certificate());
    PrivateKey key = key(files.key(), chain.getFirst().getPublicKey());
    if (!belong(key, chain.getFirst().getPublicKey())) {
      throw new IOException(
          "tls_key = %s is the key of another certificate than that in %s"
              .formatted(files.key(), files.certificate()));
    }
    return Tls.builder().privateKey(key).privateKeyCertChain(chain).build();
  }

  private static List<X509Certificate> chain(Path file) throws IOException {
    String name = "tls_certificate = " + file;
    try (InputStream in = new ByteArrayInputStream(bytes(name, file))) {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new IOException(name + " holds no certificate in PEM");
      }
      return chain;
    } catch (CertificateException e) {
      throw new IOException(name + " holds no certificate in PEM", e);
    }
  }

  private static PrivateKey key(Path file, PublicKey other) throws IOException {
    String name = "tls_key = " + file;
    String text = new String(bytes(name, file), StandardCharsets.ISO_8859_1);
    if (text.contains("ENCRYPTED")) {
      throw new IOException(
          name + " is encrypted; write it without a password: openssl pkcs8 -topk8 -nocrypt");
    }
    Matcher pem = KEY.matcher(text);
    if (!pem.find()) {
      throw new IOException(
          name
              + " holds no private key in PEM (PKCS #8); openssl pkcs8 -topk8 -nocrypt makes one of"
              + " other forms");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(other.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          name + " holds no key for the certificate, which is for " + other.getAlgorithm(), e);
    }
  }

  private static byte[] bytes(String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LONGEST);
    } catch (NoSuchFileException e) {
      throw new IOException(name + " is not there", e);
    } catch (IOException e) {
      throw new IOException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether the one verifies what the other has signed. */
  private static boolean belong(PrivateKey key, PublicKey other) throws IOException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(other.getEncoded());
      byte[] signed = signature.sign();
      signature.initVerify(other);
      signature.update(other.getEncoded());
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not possible with a key for " + key.getAlgorithm(), e);
    }
  }
}
