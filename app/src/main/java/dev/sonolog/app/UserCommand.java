package dev.sonolog.app;

import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Accounts.Consent;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.access.User;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who may log in on the web side. A server that runs notices within a second. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = {
      "Says who may log in to the recorder's pages, and as what: a viewer sees and hears, an"
          + " operator also changes what is recorded and kept, an admin also manages users.",
      "As long as there are no users, only this computer is served, without a login. A server that"
          + " runs notices changes by itself."
    },
    subcommands = {
      UserCommand.Add.class,
      UserCommand.Listing.class,
      UserCommand.Password.class,
      UserCommand.ChangeRole.class,
      UserCommand.Remove.class
    })
final class UserCommand implements Callable<Integer> {
  private static final String FORCE =
      "Also when no admin is left, who could manage the others from the web.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: add, list, password, role or remove");
  }

  private static void say(CommandSpec spec, String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** One more. */
  @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a user.")
  static final class Add implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "What the user logs in as.")
    private String name = "";

    @Option(
        names = "--role",
        paramLabel = "viewer|operator|admin",
        converter = RoleName.class,
        description = "What the user may do; viewer by default, and admin for the first.")
    private @Nullable Role role;

    @Mixin private PasswordOption password = new PasswordOption();
    @Mixin private AccountsOption accounts = new AccountsOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      return accounts.run(this::add);
    }

    private void add(Accounts to) throws Exception {
      Role first = to.current().hasNoUsers() ? Role.ADMIN : Role.VIEWER;
      User made =
          to.add(
              name,
              Optional.ofNullable(role).orElse(first),
              password.password(name),
              KeepingCall.user());
      say(spec, "Added " + made);
    }
  }

  /** All of them. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users.")
  static final class Listing implements Callable<Integer> {
    /** A user, for programs. */
    record Item(String name, String role, String created) {
      static Item of(User user) {
        return new Item(user.name(), user.role().word(), user.created().toString());
      }
    }

    @Option(names = "--json", description = "For programs: instants in UTC.")
    private boolean json;

    @Mixin private AccountsOption accounts = new AccountsOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      return accounts.run(of -> list(of.current().users().stream().map(Item::of).toList()));
    }

    private void list(List<Item> users) {
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(users));
      } else {
        users.forEach(
            user -> out.printf("%-8s  %s  %s%n", user.role(), user.created(), user.name()));
        out.println("Users: " + users.size());
      }
      out.flush();
    }
  }

  /** Another one. */
  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "Gives a user another password; the user's sessions end.")
  static final class Password implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The user.")
    private String name = "";

    @Mixin private PasswordOption password = new PasswordOption();
    @Mixin private AccountsOption accounts = new AccountsOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      return accounts.run(
          of -> {
            of.password(name, password.password(name), KeepingCall.user());
            say(spec, "Changed the password of " + name);
          });
    }
  }

  /** Another one. */
  @Command(
      name = "role",
      mixinStandardHelpOptions = true,
      description = "Gives a user another role; the user's sessions end.")
  static final class ChangeRole implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The user.")
    private String name = "";

    @Parameters(
        index = "1",
        paramLabel = "viewer|operator|admin",
        converter = RoleName.class,
        description = "The new role.")
    private Role role = Role.VIEWER;

    @Option(names = "--force", description = FORCE)
    private boolean force;

    @Mixin private AccountsOption accounts = new AccountsOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Set<Consent> consents = force ? EnumSet.of(Consent.NO_ADMIN) : Set.of();
      return accounts.run(
          of -> {
            of.role(name, role, KeepingCall.user(), consents);
            say(spec, name + " is " + role.word() + " now");
          });
    }
  }

  /** For good. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description =
          "Takes a user away, with the tokens that the user made over HTTP; the user's sessions"
              + " end. Tokens of token add stay.")
  static final class Remove implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The user.")
    private String name = "";

    @Option(names = "--force", description = FORCE)
    private boolean force;

    @Option(
        names = "--last",
        description =
            "Also when no user is left: then this computer is served without a login, and no"
                + " other.")
    private boolean last;

    @Mixin private AccountsOption accounts = new AccountsOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      return accounts.run(
          of -> {
            of.remove(name, KeepingCall.user(), consents());
            say(spec, "Removed " + name);
          });
    }

    private Set<Consent> consents() {
      Set<Consent> consents = EnumSet.noneOf(Consent.class);
      if (force) {
        consents.add(Consent.NO_ADMIN);
      }
      if (last) {
        consents.add(Consent.NO_USER);
      }
      return consents;
    }
  }
}
