package dev.sonolog.app.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * An authority of one's own, by X.509 (RFC 5280): whoever installs its certificate believes the
 * servers' certificates that it signs. Keys are of the curve P-256, which all browsers take.
 *
 * @param certificate to be installed
 * @param key signs; who has it can pose as any server to those who have installed the certificate
 */
record Issuer(X509Certificate certificate, PrivateKey key) {
  private static final String SIGNED_WITH = "1.2.840.10045.4.3.2";
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final String EXTENDED_USAGE = "2.5.29.37";
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";

  private static final byte[] SIGN_CERTIFICATES = Der.bits(1, new byte[] {0b0000_0110});
  private static final byte[] SIGN = Der.bits(7, new byte[] {(byte) 0b1000_0000});

  /** A clock that is a little slow takes it, too. */
  private static final Duration EARLIER = Duration.ofHours(24);

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A certificate and its key. */
  record Issued(X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
      return certificate.getSubjectX500Principal().getName();
    }
  }

  /**
   * What is signed.
   *
   * @param extensions in the order in which they stand
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Contents(
      X500Principal issuer, X500Principal subject, PublicKey key, byte[] extensions) {}

  /** A new authority. */
  static Issuer create(String name, Instant now, Duration lasts) throws GeneralSecurityException {
    KeyPair keys = keys();
    X500Principal self = principal(name);
    byte[] extensions =
        Der.sequence(
            extension(
                BASIC_CONSTRAINTS, true, Der.sequence(Der.truth(), Der.integer(BigInteger.ZERO))),
            extension(KEY_USAGE, true, SIGN_CERTIFICATES),
            extension(SUBJECT_KEY, false, Der.octets(id(keys.getPublic()))));
    Contents contents = new Contents(self, self, keys.getPublic(), extensions);
    return new Issuer(signed(contents, keys.getPrivate(), now, lasts), keys.getPrivate());
  }

  /** A certificate for a server of those names, with a new key. */
  Issued issue(List<HostName> names, Instant now, Duration lasts) throws GeneralSecurityException {
    KeyPair keys = keys();
    byte[] general = Der.joined(names.stream().map(HostName::generalName).toArray(byte[][]::new));
    byte[] authority = Der.sequence(Der.implicit(0, id(certificate.getPublicKey())));
    byte[] extensions =
        Der.sequence(
            extension(BASIC_CONSTRAINTS, true, Der.sequence()),
            extension(KEY_USAGE, true, SIGN),
            extension(EXTENDED_USAGE, false, Der.sequence(Der.object(SERVER))),
            extension(ALTERNATIVE_NAMES, false, Der.sequence(general)),
            extension(SUBJECT_KEY, false, Der.octets(id(keys.getPublic()))),
            extension(AUTHORITY_KEY, false, authority));
    Contents contents =
        new Contents(
            certificate.getSubjectX500Principal(),
            principal(names.getFirst().text()),
            keys.getPublic(),
            extensions);
    return new Issued(signed(contents, key, now, lasts), keys.getPrivate());
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X500Principal principal(String name) {
    return new X500Principal("CN=\"" + name.replaceAll("[\"\\\\]", "") + "\"");
  }

  /** SHA-1 of the key, which is a name here and protects nothing (RFC 5280, section 4.2.1.2). */
  private static byte[] id(PublicKey key) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
  }

  private static byte[] extension(String type, boolean isCritical, byte[] value) {
    byte[] object = Der.object(type);
    return isCritical
        ? Der.sequence(object, Der.truth(), Der.octets(value))
        : Der.sequence(object, Der.octets(value));
  }

  private static X509Certificate signed(
      Contents contents, PrivateKey by, Instant now, Duration lasts)
      throws GeneralSecurityException {
    byte[] algorithm = Der.sequence(Der.object(SIGNED_WITH));
    byte[] toBeSigned =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(127, RANDOM).setBit(126)),
            algorithm,
            contents.issuer().getEncoded(),
            Der.sequence(Der.time(now.minus(EARLIER)), Der.time(now.plus(lasts))),
            contents.subject().getEncoded(),
            contents.key().getEncoded(),
            Der.explicit(3, contents.extensions()));
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(by);
    signature.update(toBeSigned);
    byte[] whole = Der.sequence(toBeSigned, algorithm, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName();
  }
}
