package dev.sonolog.app;

import dev.sonolog.alsa.Abilities;
import dev.sonolog.alsa.Alsa;
import dev.sonolog.alsa.CardDevice;
import dev.sonolog.alsa.CardWatch;
import dev.sonolog.alsa.Cards;
import dev.sonolog.alsa.Holder;
import dev.sonolog.capture.TimeSource;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what can be recorded on this computer. Needs no configuration. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the sound cards of this computer and the devices that ALSA's configuration defines.",
      "Each number, id, PCM and name, or a part of it, may be written as device = in config.ini."
    })
final class DevicesCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print a list for programs.")
  private boolean json;

  @Option(
      names = "--watch",
      description = "Print the list again whenever a card appears or goes, until Ctrl+C.")
  private boolean watch;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    return watch ? watch(spec.commandLine(), json) : print(spec.commandLine(), json);
  }

  /**
   * Prints the devices that are there now, for people.
   *
   * @return the exit status: without the library no device can be recorded
   */
  static int print(CommandLine command) {
    return print(command, false);
  }

  private static int print(CommandLine command, boolean json) {
    Alsa alsa = Alsa.system();
    print(Cards.system(alsa).list(), command.getOut(), json);
    Optional<String> missing = alsa.missing();
    missing.ifPresent(command.getErr()::println);
    command.getErr().flush();
    return missing.isPresent() ? ExitCode.FAILED : ExitCode.OK;
  }

  /** Until a signal ends the program. */
  private static int watch(CommandLine command, boolean json) throws InterruptedException {
    Cards cards = Cards.system(Alsa.system());
    PrintWriter out = command.getOut();
    try (CardWatch _ =
        CardWatch.start(cards, TimeSource.system(), devices -> print(devices, out, json))) {
      int status = print(command, json);
      new CountDownLatch(1).await();
      return status;
    }
  }

  private static void print(List<CardDevice> devices, PrintWriter out, boolean json) {
    if (json) {
      out.println(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(devices));
    } else {
      devices.forEach(device -> out.println(text(device)));
      if (devices.isEmpty()) {
        out.println("No sound card was found, and ALSA's configuration defines no device.");
      }
    }
    out.flush();
  }

  private static String text(CardDevice device) {
    StringBuilder text = new StringBuilder();
    text.append("%3d  %s%n".formatted(device.index(), device.name().replace("\n", ", ")));
    text.append("     id %s, PCM %s".formatted(device.id(), device.pcm()));
    device.abilities().map(DevicesCommand::text).ifPresent(text::append);
    device
        .holder()
        .map(Holder::toString)
        .ifPresent(it -> text.append("%n     in use by %s".formatted(it)));
    return text.toString();
  }

  private static String text(Abilities abilities) {
    return "%n     %s, %s, %s"
        .formatted(abilities.channelsText(), abilities.ratesText(), abilities.formatsText());
  }
}
