package dev.sonolog.app;

import dev.sonolog.analysis.Failures;
import dev.sonolog.analysis.LevelStore;
import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Lets recordings that could not be measured be tried again: the recorder that runs on the archive
 * does so at once, with those that it measures by itself; where none runs, this process forgets
 * under the archive's locks that they failed. Main thread of a command.
 *
 * @param recorder whose archive it is
 * @param sources whose recordings; those of all where none is named
 */
record RetryCall(RecorderOption recorder, List<String> sources) {
  /** What a recorder is asked. */
  static final String COMMAND = "retry measuring";

  RetryCall {
    sources = List.copyOf(sources);
  }

  /**
   * Does so.
   *
   * @return what is told of it
   * @throws CommandFailure if nothing was ever recorded of a source that is named
   */
  String call() throws IOException, CommandFailure, ConfigurationException {
    for (String source : sources) {
      var _ = SourceSpan.of(recorder, source);
    }
    ArchiveSettings archive = ArchiveLocator.locate(recorder, Optional.empty());
    Request request =
        new Request(
            COMMAND, Optional.empty(), Optional.of(ControlMessage.JSON.valueToTree(sources)));
    Optional<Reply> reply = ControlClient.ask(archive.stateDirectory(), request, _ -> {});
    return reply.isPresent()
        ? told(answered(reply.get()), "")
        : told(
            HeldArchive.work(archive, held -> forget(held, archive)),
            ", when somebody asks for them or a recorder runs");
  }

  private int forget(Archive held, ArchiveSettings archive) throws IOException {
    LevelStore store = new LevelStore(archive.stateDirectory());
    return new Failures(store, held.view()).forget(sources).size();
  }

  private static int answered(Reply reply) throws CommandFailure {
    return reply
        .result()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILED, reply.error().orElse("The recorder gave no answer")))
        .asInt();
  }

  private static String told(int count, String when) {
    return switch (count) {
      case 0 -> "There is no recording that could not be measured.";
      case 1 -> "1 recording is tried again" + when + ".";
      default -> count + " recordings are tried again" + when + ".";
    };
  }
}
