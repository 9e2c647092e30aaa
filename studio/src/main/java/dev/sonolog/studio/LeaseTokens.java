package dev.sonolog.studio;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * Writes and reads the tokens by which a holder proves to be one: JSON Web Tokens (RFC 7519) with
 * HMAC by SHA-256. A token says who may command which source as which version of its lease; whether
 * that lease still stands is for {@link Leases} to say. One thread.
 */
final class LeaseTokens {
  private static final String SOURCE = "source";
  private static final String VERSION = "version";

  /** No token of ours is longer. */
  private static final int LONGEST = 2_000;

  private final MACSigner signer;
  private final MACVerifier verifier;
  private final SteadyClock clock;

  /** What a token says. */
  record Claim(String owner, String source, long version) {}

  /**
   * @param secret 32 bytes or more
   */
  LeaseTokens(byte[] secret, SteadyClock clock) {
    this.clock = clock;
    try {
      signer = new MACSigner(secret);
      verifier = new MACVerifier(secret);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("No secret for tokens: " + e.getMessage(), e);
    }
  }

  /** A token that counts for so long; {@code exp} is in whole seconds, rounded up. */
  String of(Claim claim, Duration lasts) {
    Instant expires = clock.now().plus(lasts).plusMillis(999);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(claim.owner())
            .claim(SOURCE, claim.source())
            .claim(VERSION, claim.version())
            .expirationTime(Date.from(expires))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("A token cannot be signed: " + e.getMessage(), e);
    }
    return token.serialize();
  }

  /** What a token of ours says that still counts; nothing for any other text. */
  Optional<Claim> read(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      SignedJWT signed = SignedJWT.parse(token);
      boolean isOurs =
          JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm()) && signed.verify(verifier);
      return isOurs ? standing(signed.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException _) {
      return Optional.empty();
    }
  }

  private Optional<Claim> standing(JWTClaimsSet claims) throws ParseException {
    Date expires = claims.getExpirationTime();
    String owner = claims.getSubject();
    String source = claims.getStringClaim(SOURCE);
    Long version = claims.getLongClaim(VERSION);
    if (expires == null || owner == null || source == null || version == null) {
      return Optional.empty();
    }
    return clock.now().isBefore(expires.toInstant())
        ? Optional.of(new Claim(owner, source, version))
        : Optional.empty();
  }
}
