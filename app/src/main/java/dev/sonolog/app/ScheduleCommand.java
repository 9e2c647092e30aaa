package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.studio.Studio;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists what will be recorded at its time, and what was missed. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what is to be recorded at its time in the days to come, what of it goes on, and what"
          + " was missed in the last seven days. Times are those of this computer's time zone.",
      "Where no recorder runs, it is what the configuration says."
    })
final class ScheduleCommand implements Callable<Integer> {
  private static final DateTimeFormatter BEGIN =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter END = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "How many days ahead, 1 to 366; ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (days < 1 || days > StudioRequest.MOST_DAYS) {
      throw new ParameterException(
          spec.commandLine(), "--days is 1 to " + StudioRequest.MOST_DAYS + ", not " + days);
    }
    Optional<StudioReport.Agenda> told = ofTheRecorder();
    StudioReport.Agenda agenda = told.isPresent() ? told.get() : ofTheConfiguration();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(agenda));
    } else {
      print(agenda, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private Optional<StudioReport.Agenda> ofTheRecorder()
      throws ConfigurationException, IOException, CommandFailure {
    Request request =
        new Request(
            StudioRequest.AGENDA,
            Optional.empty(),
            Optional.of(ControlMessage.JSON.valueToTree(Map.of("days", days))));
    Optional<Reply> reply = ControlClient.ask(recorder.stateDirectory(), request, _ -> {});
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    if (reply.get().error().isPresent()) {
      throw new CommandFailure(ExitCode.FAILED, reply.get().error().get());
    }
    StudioRequest.Result result =
        ControlMessage.JSON.treeToValue(
            reply.get().result().orElseThrow(), StudioRequest.Result.class);
    if (result.refused().isPresent()) {
      throw new CommandFailure(ExitCode.FAILED, result.refused().get().why());
    }
    return result.done().map(it -> ControlMessage.JSON.treeToValue(it, StudioReport.Agenda.class));
  }

  private StudioReport.Agenda ofTheConfiguration() throws ConfigurationException, CommandFailure {
    Configuration configuration =
        recorder
            .configurationIfAny()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.NOT_RUNNING,
                        "No recorder is running there; say --config to see what one would record"));
    Instant now = Instant.now();
    return StudioReporter.agenda(
        Studio.planned(
            configuration.schedules(), now, now.plus(Duration.ofDays(days)), StudioRequest.MOST));
  }

  private static void print(StudioReport.Agenda agenda, PrintWriter out) {
    if (agenda.bookings().isEmpty()) {
      out.println("Nothing is scheduled");
    }
    List<StudioReport.Booking> bookings = agenda.bookings();
    for (StudioReport.Booking each : bookings) {
      out.printf(
          "%s - %s  %s  %s  %s%n",
          BEGIN.format(local(each.from())),
          END.format(local(each.to())),
          each.source(),
          each.name(),
          each.state().equals("missed") ? "MISSED" : each.state());
    }
  }

  private static ZonedDateTime local(String instant) {
    return Instant.parse(instant).atZone(ZoneId.systemDefault());
  }
}
