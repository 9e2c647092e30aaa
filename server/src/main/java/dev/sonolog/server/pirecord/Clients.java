package dev.sonolog.server.pirecord;

import dev.sonolog.server.access.ClientSecret;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.service.StudioService;
import java.util.Optional;

/**
 * Who Pi_Record's clients are. Each is told an id that is the same when its page is loaded again,
 * and which all others may see; what proves it in the studio follows from that, from who is asking
 * and from where, so that to know the id is not enough. Immutable.
 */
final class Clients {
  private static final String PREFIX = "Pi_Record ";

  /** 52 bits: JavaScript keeps so many exactly, as Pi_Record's ids had it. */
  private static final int DIGITS = 13;

  private static final int LONGEST = 40;

  private final ClientSecret secret;

  Clients(ClientSecret secret) {
    this.secret = secret;
  }

  /** The id of whoever asks. */
  String id(Request request) {
    String agent = request.header().get("User-Agent").orElse("");
    String derived = secret.derived("client\n" + origin(request) + "\n" + agent);
    StringBuilder digits = new StringBuilder();
    derived.chars().limit(DIGITS).forEach(it -> digits.append(Character.forDigit(it % 16, 16)));
    return digits.toString();
  }

  /** Whether a text may be an id. */
  static boolean isId(String text) {
    return text.length() <= LONGEST
        && text.chars().allMatch(it -> it < 128 && Character.isLetterOrDigit(it));
  }

  /** As whom a client is in control. */
  StudioService.Owner owner(Request request, String id) {
    return new StudioService.Owner(
        secret.derived("owner\n" + origin(request) + "\n" + id), PREFIX + id);
  }

  private static String origin(Request request) {
    return request.caller().name() + "\n" + request.client().address().getHostAddress();
  }

  /** A holder's name as Pi_Record's clients know it: the id of one of them, else the name. */
  static String shown(String holder) {
    return holder.startsWith(PREFIX) ? holder.substring(PREFIX.length()) : holder;
  }

  /** Whether a holder is the client of that id, as far as names tell. */
  static boolean isOf(Optional<String> holder, String id) {
    return holder.filter((PREFIX + id)::equals).isPresent();
  }
}
