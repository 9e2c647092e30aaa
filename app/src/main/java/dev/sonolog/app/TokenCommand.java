package dev.sonolog.app;

import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.ApiToken;
import dev.sonolog.server.access.Role;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What programs prove themselves with on the web side. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Makes, lists and removes API tokens: what programs send to the recorder instead of a name"
          + " and a password, as Authorization: Bearer TOKEN."
    },
    subcommands = {TokenCommand.Add.class, TokenCommand.Listing.class, TokenCommand.Remove.class})
final class TokenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do: add, list or remove");
  }

  /** The secret alone goes to standard output, for scripts. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes a token and prints it; it is shown now and never again.")
  static final class Add implements Callable<Integer> {
    private static final long MOST_DAYS = 36_500;

    @Option(
        names = "--label",
        paramLabel = "TEXT",
        required = true,
        description = "What it is for.")
    private String label = "";

    @Option(
        names = "--role",
        paramLabel = "viewer|operator|admin",
        converter = RoleName.class,
        description = "What it may do; viewer by default.")
    private Role role = Role.VIEWER;

    @Option(
        names = "--expires",
        paramLabel = "DAYS",
        description = "After how many days it is worth nothing any more; never by default.")
    private @Nullable Long days;

    @Mixin private AccountsOption accounts = new AccountsOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Optional<Duration> lifetime = lifetime();
      return accounts.run(of -> print(of.addToken(label, role, lifetime, KeepingCall.user())));
    }

    private Optional<Duration> lifetime() {
      if (days != null && (days < 1 || days > MOST_DAYS)) {
        throw new ParameterException(
            spec.commandLine(), "--expires takes 1 to " + MOST_DAYS + " days");
      }
      return Optional.ofNullable(days).map(Duration::ofDays);
    }

    private void print(Accounts.NewToken made) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf("Made the token %s; it is not shown again:%n", made.token());
      err.flush();
      spec.commandLine().getOut().println(made.secret());
      spec.commandLine().getOut().flush();
    }
  }

  /** All of them, without their secrets, which nobody has. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tokens.")
  static final class Listing implements Callable<Integer> {
    /** A token, for programs. */
    record Item(
        String id,
        String label,
        String role,
        String created,
        Optional<String> expires,
        boolean expired,
        String by) {
      static Item of(ApiToken token) {
        return new Item(
            token.id(),
            token.label(),
            token.role().word(),
            token.created().toString(),
            token.expires().map(Instant::toString),
            token.isExpired(Instant.now()),
            token.by());
      }

      private String end() {
        return expires.map(end -> (expired ? "expired " : "until ") + end).orElse("for ever");
      }
    }

    @Option(names = "--json", description = "For programs: instants in UTC.")
    private boolean json;

    @Mixin private AccountsOption accounts = new AccountsOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      return accounts.run(of -> list(of.current().tokens().stream().map(Item::of).toList()));
    }

    private void list(List<Item> tokens) {
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(
            ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tokens));
      } else {
        tokens.forEach(
            token ->
                out.printf(
                    "%s  %-8s  %s  made by %s, %s%n",
                    token.id(), token.role(), token.label(), token.by(), token.end()));
        out.println("Tokens: " + tokens.size());
      }
      out.flush();
    }
  }

  /** For good. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Takes a token away: it is worth nothing any more.")
  static final class Remove implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID", description = "The token, as token list names it.")
    private String id = "";

    @Mixin private AccountsOption accounts = new AccountsOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      return accounts.run(
          of -> {
            of.removeToken(id, KeepingCall.user());
            spec.commandLine().getOut().println("Removed " + id);
            spec.commandLine().getOut().flush();
          });
    }
  }
}
