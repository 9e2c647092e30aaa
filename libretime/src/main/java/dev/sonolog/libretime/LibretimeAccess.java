package dev.sonolog.libretime;

import java.net.URI;
import java.util.Optional;

/**
 * Where a station is, and who asks it. Nothing of it but the address is ever shown.
 *
 * @param url of LibreTime's web pages, with the path that it may lie under
 * @param apiKey as in LibreTime's own configuration; without it little is answered
 * @param login of a person who may schedule; only such a one can switch inputs
 */
public record LibretimeAccess(URI url, Optional<String> apiKey, Optional<Login> login) {

  /** A user of LibreTime's web pages. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + ", ***]";
    }
  }

  /**
   * An address at this station.
   *
   * @param path from the station's root on, without a slash before it; a query may follow
   */
  URI at(String path) {
    String root = url.toString();
    return URI.create(root.endsWith("/") ? root + path : root + "/" + path);
  }

  @Override
  public String toString() {
    return "LibretimeAccess[" + url + (apiKey.isPresent() ? ", with key" : ", without key") + "]";
  }
}
