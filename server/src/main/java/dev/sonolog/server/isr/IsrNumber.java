package dev.sonolog.server.isr;

import dev.sonolog.server.http.Parameters;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import java.util.Optional;
import java.util.OptionalDouble;

/** The numbers of ISR's requests. No number and infinities are refused, which ISR takes. Pure. */
final class IsrNumber {
  private IsrNumber() {}

  /**
   * A parameter within its limits.
   *
   * @param otherwise where it is missing, blank or no number
   * @throws ProblemException if it is NaN or infinite
   */
  static double clamped(Parameters query, String name, double otherwise, double least, double most)
      throws ProblemException {
    OptionalDouble value = read(query, name);
    return value.isPresent() ? Math.clamp(value.getAsDouble(), least, most) : otherwise;
  }

  /** The value of a parameter; nothing where it is missing, blank or no number. */
  static OptionalDouble read(Parameters query, String name) throws ProblemException {
    Optional<String> text = query.filled(name);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = number(text.get().strip());
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw Problem.BAD_REQUEST.exception(name + " is not a finite number");
    }
    return value;
  }

  /** As Python reads it: no suffix, no hexadecimal digits. */
  private static OptionalDouble number(String text) {
    if (text.matches("(?i)[+-]?(nan|inf|infinity)")) {
      return OptionalDouble.of(Double.NaN);
    }
    try {
      return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
          ? OptionalDouble.of(Double.parseDouble(text))
          : OptionalDouble.empty();
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }
}
