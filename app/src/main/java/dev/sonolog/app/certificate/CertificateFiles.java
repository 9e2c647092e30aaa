package dev.sonolog.app.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with an authority's certificate and key and a server's, in PEM (RFC 7468); keys are for
 * their owner alone. One thread.
 *
 * @param folder need not be there yet
 */
public record CertificateFiles(Path folder) {
  private static final Duration AUTHORITY_LASTS = Duration.ofDays(3650);
  private static final String KEY = "PRIVATE KEY";
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** What a server can be called that has the new certificate, and until when it counts. */
  public record Made(List<String> names, Instant until) {}

  /** The authority's certificate, which tablets install. */
  public Path authority() {
    return folder.resolve("ca.pem");
  }

  private Path authorityKey() {
    return folder.resolve("ca-key.pem");
  }

  /** The server's certificate, with the authority's behind it. */
  public Path server() {
    return folder.resolve("server.pem");
  }

  /** The server's key. */
  public Path serverKey() {
    return folder.resolve("server-key.pem");
  }

  /** Which of them are there. */
  public List<Path> there() {
    return Stream.of(authority(), authorityKey(), server(), serverKey())
        .filter(Files::exists)
        .toList();
  }

  /**
   * Makes a new authority and a server's certificate.
   *
   * @param names the server's besides this computer's own
   * @throws IllegalArgumentException if one of them is none; the message says why
   */
  public Made make(List<String> names, Duration lasts, Instant now)
      throws IOException, GeneralSecurityException {
    List<HostName> all = all(names);
    Issuer issuer = Issuer.create("Sonolog, " + all.getFirst().text(), now, AUTHORITY_LASTS);
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    write(authorityKey(), "rw-------", pem(KEY, issuer.key().getEncoded()));
    write(authority(), "rw-r--r--", pem(CERTIFICATE, issuer.certificate().getEncoded()));
    return issue(issuer, all, lasts, now);
  }

  private static List<HostName> all(List<String> names) throws IOException {
    List<HostName> all = new ArrayList<>(names.stream().map(HostName::of).toList());
    HostName.ofThisComputer().stream().filter(it -> !all.contains(it)).forEach(all::add);
    return all;
  }

  /**
   * Makes another server's certificate by the same authority, so that nothing has to be installed
   * anew; it has the names of the one before, too.
   *
   * @throws IOException if there is none to renew
   */
  public Made renew(List<String> names, Duration lasts, Instant now)
      throws IOException, GeneralSecurityException {
    X509Certificate authority = certificate(authority());
    PrivateKey key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(bytes(authorityKey(), KEY)));
    List<String> all = new ArrayList<>(names);
    if (Files.exists(server())) {
      namesOf(certificate(server())).stream().filter(it -> !all.contains(it)).forEach(all::add);
    }
    return issue(new Issuer(authority, key), all(all), lasts, now);
  }

  /** The key comes first: a server that looks meanwhile keeps what it has, until both belong. */
  private Made issue(Issuer issuer, List<HostName> names, Duration lasts, Instant now)
      throws IOException, GeneralSecurityException {
    Issuer.Issued issued = issuer.issue(names, now, lasts);
    write(serverKey(), "rw-------", pem(KEY, issued.key().getEncoded()));
    write(
        server(),
        "rw-r--r--",
        pem(CERTIFICATE, issued.certificate().getEncoded())
            + pem(CERTIFICATE, issuer.certificate().getEncoded()));
    return new Made(
        names.stream().map(HostName::text).toList(),
        issued.certificate().getNotAfter().toInstant());
  }

  // --- PEM

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, BASE64.encodeToString(bytes), what);
  }

  private static void write(Path file, String mode, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    try (var channel =
        Files.newByteChannel(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes(file, CERTIFICATE)));
  }

  /** The first block of that kind. */
  private static byte[] bytes(Path file, String what) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String begin = "-----BEGIN " + what + "-----";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("-----END " + what + "-----");
    if (from < begin.length() || to < from) {
      throw new IOException(file + " holds no " + what + " in PEM");
    }
    return Base64.getMimeDecoder().decode(text.substring(from, to));
  }

  private static List<String> namesOf(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream().map(it -> String.valueOf(it.getLast())).toList();
  }
}
