package dev.sonolog.server.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A network of IPv4 or IPv6, such as {@code 192.168.0.0/16} or {@code fd00::/8}; an address alone
 * is a network of one. RFC 4632, RFC 4291 section 2.3.
 *
 * @param address any in it
 * @param prefix how many of its first bits all have
 */
public record Cidr(InetAddress address, int prefix) {
  private static final int V4_BITS = 32;
  private static final int MAPPED = 96;

  public Cidr {
    if (prefix < 0 || prefix > bits(address)) {
      throw new IllegalArgumentException("A network of " + prefix + " bits");
    }
  }

  /** The network of that text; empty if it is none. */
  public static Optional<Cidr> of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Addresses.of(text).map(address -> new Cidr(address, bits(address)));
    }
    String head = text.substring(0, slash);
    return Addresses.of(head)
        .flatMap(address -> of(address, head.contains(":"), text.substring(slash + 1)));
  }

  private static Optional<Cidr> of(InetAddress address, boolean writtenAsV6, String length) {
    if (!length.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    boolean mapped = writtenAsV6 && bits(address) == V4_BITS;
    int prefix = Integer.parseInt(length) - (mapped ? MAPPED : 0);
    return prefix < 0 || prefix > bits(address)
        ? Optional.empty()
        : Optional.of(new Cidr(address, prefix));
  }

  private static int bits(InetAddress address) {
    return Byte.SIZE * address.getAddress().length;
  }

  /** Whether an address is in it. */
  public boolean contains(InetAddress other) {
    int bits = bits(address);
    return bits(other) == bits && head(other, bits).equals(head(address, bits));
  }

  private BigInteger head(InetAddress of, int bits) {
    return new BigInteger(1, of.getAddress()).shiftRight(bits - prefix);
  }

  @Override
  public String toString() {
    return Addresses.text(address) + '/' + prefix;
  }
}
