package dev.sonolog.capture;

import dev.sonolog.capture.CaptureFailure.Kind;
import java.util.List;
import java.util.Optional;

/** How many bytes of audio stand between two titles, by the {@code icy-metaint} header. */
final class MetadataInterval {
  private static final int MAX_DIGITS = 9;

  private MetadataInterval() {}

  /**
   * @return absent when the station sends no titles
   * @throws CaptureFailure if the header cannot be understood: audio and titles could not be told
   *     apart
   */
  static Optional<Integer> of(Reply reply, StreamAddress address) throws CaptureFailure {
    List<String> values = reply.headers("icy-metaint").distinct().toList();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Optional<Integer> interval = values.size() == 1 ? parse(values.getFirst()) : Optional.empty();
    if (interval.isEmpty()) {
      throw new CaptureFailure(
          Kind.UNSUPPORTED,
          address + ": the station's icy-metaint " + values + " is no interval of titles");
    }
    return interval.filter(bytes -> bytes > 0);
  }

  /** The interval in bytes, 0 for none; absent for nonsense. */
  static Optional<Integer> parse(String value) {
    String digits = value.strip();
    boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || digits.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(digits)).filter(bytes -> bytes <= IcyInput.MAX_INTERVAL);
  }
}
