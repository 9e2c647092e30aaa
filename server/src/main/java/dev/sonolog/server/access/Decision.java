package dev.sonolog.server.access;

/** Whether a request is served: {@link Admitted} or {@link Refused}. */
public sealed interface Decision permits Decision.Admitted, Refused {
  /** It is, in the name of somebody. */
  record Admitted(Caller caller) implements Decision {}
}
