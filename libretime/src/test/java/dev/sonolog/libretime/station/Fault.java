package dev.sonolog.libretime.station;

/** What a station does instead of answering. */
public sealed interface Fault {

  /** Closes the connection before it reads anything of the request's body. */
  record HangUp() implements Fault {}

  /** Closes the connection when it has read so many bytes of the body; none of it is kept. */
  record HangUpAfter(int bytes) implements Fault {}

  /** Does what was asked for, and closes the connection instead of saying so. */
  record HangUpBeforeTheAnswer() implements Fault {}

  /** Does what was asked for, and closes the connection within the answer. */
  record HangUpWithinTheAnswer() implements Fault {}

  /** Answers nothing until the station is closed. */
  record Stall() implements Fault {}

  /** Answers a body that never ends, as fast as it is taken. */
  record Endless() implements Fault {}

  /** Answers one byte, and another each moment. */
  record Drip() implements Fault {}

  /** Answers this. */
  record Says(int status, String type, String body) implements Fault {}

  /** Sends the client elsewhere. */
  record Redirect(String location) implements Fault {}

  /** A web page with status 200, as a portal or a wrong address answers. */
  static Fault page() {
    return new Says(200, "text/html", "<!DOCTYPE html><html><body>Welcome</body></html>");
  }
}
