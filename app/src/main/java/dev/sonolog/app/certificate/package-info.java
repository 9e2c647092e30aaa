/**
 * Certificates for TLS in a network without an authority: one of its own, and a server's by it.
 * Read {@code CertificateFiles}, then {@code Issuer} and {@code Der}.
 */
@NullMarked
package dev.sonolog.app.certificate;

import org.jspecify.annotations.NullMarked;
