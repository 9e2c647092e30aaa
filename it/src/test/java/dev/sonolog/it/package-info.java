/**
 * Sonolog among the programs that it lives with: a real Icecast, real source clients, real decoders
 * as judges, and the product started as its users start it. Everything on the loopback address.
 */
@NullMarked
package dev.sonolog.it;

import org.jspecify.annotations.NullMarked;
