package dev.sonolog.libretime;

/** What became of an order to the main input, as far as that is true. */
public sealed interface SwitchOutcome {

  /** LibreTime switched, and its inputs' state says so. */
  record Switched(Inputs now) implements SwitchOutcome {}

  /** Nothing had to be done. */
  record WasSo(Inputs now) implements SwitchOutcome {}

  /** No encoder is connected to the input, so it was not switched. */
  record NoEncoder(String said) implements SwitchOutcome {}

  /** LibreTime did not do it, with its reason. */
  record Refused(String said) implements SwitchOutcome {}

  /** LibreTime said that it switched, and its inputs' state does not say so. */
  record NotVerified(String why) implements SwitchOutcome {}

  /** Nothing was asked for, since it cannot be. */
  record NotPossible(String why) implements SwitchOutcome {}

  /** The order may or may not have arrived. */
  record Failed(Failure failure) implements SwitchOutcome {}

  /** A sentence for people. */
  default String words() {
    return switch (this) {
      case Switched _ -> "Switched.";
      case WasSo _ -> "It was so already.";
      case NoEncoder it ->
          "LibreTime did not switch: no encoder is connected to the main input."
              + (it.said().isEmpty() ? "" : " It says: " + it.said());
      case Refused it -> "LibreTime refused: " + it.said();
      case NotVerified it ->
          "LibreTime took the order, but whether it switched is not known: " + it.why();
      case NotPossible it -> it.why();
      case Failed it -> "The order may not have arrived: LibreTime " + it.failure().words();
    };
  }

  /** Whether the input now is as it was wanted. */
  default boolean isSo() {
    return switch (this) {
      case Switched _, WasSo _ -> true;
      case NoEncoder _, Refused _, NotVerified _, NotPossible _, Failed _ -> false;
    };
  }
}
