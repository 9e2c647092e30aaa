package dev.sonolog.server.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All users and tokens at one moment. A change is another book. */
public record AccountBook(List<User> users, List<ApiToken> tokens) {
  static final AccountBook EMPTY = new AccountBook(List.of(), List.of());

  public AccountBook {
    users = List.copyOf(users);
    tokens = List.copyOf(tokens);
    if (new HashSet<>(users.stream().map(User::name).toList()).size() < users.size()
        || new HashSet<>(tokens.stream().map(ApiToken::id).toList()).size() < tokens.size()) {
      throw new IllegalArgumentException("Two of the same name");
    }
  }

  /** Whether nobody can log in: then only this computer is served. */
  public boolean hasNoUsers() {
    return users.isEmpty();
  }

  /** The user of that name. */
  public Optional<User> user(String name) {
    String normal = Names.normal(name);
    return users.stream().filter(user -> user.name().equals(normal)).findFirst();
  }

  /** The token of that id. */
  public Optional<ApiToken> token(String id) {
    return tokens.stream().filter(token -> token.id().equals(id)).findFirst();
  }

  /** The tokens that belong to a user. */
  public List<ApiToken> tokensOf(String user) {
    Optional<String> owner = Optional.of(Names.normal(user));
    return tokens.stream().filter(token -> token.owner().equals(owner)).toList();
  }

  /** The token whose secret this is, expired or not, with what its owner may now. */
  Optional<ApiToken> tokenOfSecret(String secret) {
    String digest = Secrets.sha256(secret);
    return tokens.stream()
        .filter(token -> Secrets.equal(token.sha256(), digest))
        .findFirst()
        .flatMap(this::asItsOwnerMay);
  }

  private Optional<ApiToken> asItsOwnerMay(ApiToken token) {
    return token.owner().isEmpty()
        ? Optional.of(token)
        : user(token.owner().get()).map(User::role).map(token::atMost);
  }

  boolean hasAdmin() {
    return users.stream().anyMatch(user -> user.role() == Role.ADMIN);
  }

  AccountBook with(User user) {
    return new AccountBook(plus(users, user), tokens);
  }

  AccountBook with(ApiToken token) {
    return new AccountBook(users, plus(tokens, token));
  }

  AccountBook changed(User which, UnaryOperator<User> change) {
    return new AccountBook(
        users.stream().map(user -> user.equals(which) ? change.apply(user) : user).toList(),
        tokens);
  }

  /** Without a user and the user's own tokens. */
  AccountBook without(User user) {
    List<ApiToken> own = tokensOf(user.name());
    return new AccountBook(
        users.stream().filter(other -> !other.equals(user)).toList(),
        tokens.stream().filter(token -> !own.contains(token)).toList());
  }

  AccountBook without(ApiToken token) {
    return new AccountBook(users, tokens.stream().filter(other -> !other.equals(token)).toList());
  }

  private static <T> List<T> plus(List<T> some, T more) {
    List<T> all = new ArrayList<>(some);
    all.add(more);
    return all;
  }
}
