package dev.sonolog.app;

import dev.sonolog.archive.ImportPlan;
import dev.sonolog.archive.ImportedFile;
import dev.sonolog.archive.Original;
import dev.sonolog.archive.StartOrigin;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Tells what is or would be imported, and says the exit status. */
final class ImportPrinter {
  private final TimeText times;
  private final PrintWriter out;
  private final PrintWriter err;

  ImportPrinter(TimeText times, CommandLine commandLine) {
    this.times = times;
    this.out = commandLine.getOut();
    this.err = commandLine.getErr();
  }

  // --- for people

  /** What would be done. */
  int print(ImportPlan plan) {
    for (ImportPlan.Item item : plan.items()) {
      item.present()
          .ifPresentOrElse(
              file -> print(new ImportedFile.Present(item.original().file(), file)),
              () -> print(new ImportedFile.Stored(item.original(), item.wanted())));
    }
    plan.refused().forEach(this::print);
    int coming = plan.coming().size();
    out.println(
        "would import "
            + Texts.recordings(coming, plan.bytes())
            + also(plan.items().size() - coming, plan.refused().size()));
    return ended(plan.refused().isEmpty());
  }

  /** What became of one file. */
  void print(ImportedFile file) {
    switch (file) {
      case ImportedFile.Stored(Original of, Path stored) ->
          out.printf(
              "%s  %s  from %s to %s, %s  <- %s%n",
              stored,
              Texts.bytes(of.bytes()),
              times.shown(of.start()),
              times.shown(of.end()),
              origin(of.startFrom()),
              of.file());
      case ImportedFile.Present(Path original, Path present) ->
          out.printf("%s  already there  <- %s%n", present, original);
      case ImportedFile.Refused(Path original, String why) -> err.println(original + " " + why);
      case ImportedFile.Left(Path original, String why) -> err.println(original + " " + why);
    }
    out.flush();
    err.flush();
  }

  /** What was done in all. */
  int summary(List<ImportedFile> done) {
    List<Original> stored = stored(done);
    out.println(
        "Imported "
            + Texts.recordings(stored.size(), stored.stream().mapToLong(Original::bytes).sum())
            + also(
                count(done, ImportedFile.Present.class), count(done, ImportedFile.Refused.class)));
    return ended(isAllDone(done));
  }

  private static String also(long present, long refused) {
    return (present == 0 ? "" : "; already there: " + present)
        + (refused == 0 ? "" : "; refused: " + refused);
  }

  private static String origin(StartOrigin from) {
    return switch (from) {
      case GIVEN -> "as --start says";
      case TAGS, RECORDER -> "by its tags";
      case NAME -> "by its name";
      case MODIFIED -> "guessed by the time of its modification";
    };
  }

  // --- for programs

  int json(ImportPlan plan) {
    List<Map<String, Object>> coming =
        plan.coming().stream().map(item -> values(item.original(), item.wanted())).toList();
    List<Map<String, Object>> present =
        plan.items().stream()
            .flatMap(
                item -> item.present().stream().map(file -> present(item.original().file(), file)))
            .toList();
    write(plan.bytes(), coming, present, plan.refused());
    return ended(plan.refused().isEmpty());
  }

  int json(List<ImportedFile> done) {
    List<Map<String, Object>> stored =
        of(done, ImportedFile.Stored.class).stream().map(it -> values(it.of(), it.file())).toList();
    List<Map<String, Object>> present =
        of(done, ImportedFile.Present.class).stream()
            .map(it -> present(it.original(), it.file()))
            .toList();
    long bytes = stored(done).stream().mapToLong(Original::bytes).sum();
    List<ImportedFile> failed =
        done.stream()
            .filter(it -> it instanceof ImportedFile.Refused || it instanceof ImportedFile.Left)
            .toList();
    write(bytes, stored, present, failed);
    return ended(isAllDone(done));
  }

  private void write(
      long bytes,
      List<Map<String, Object>> imported,
      List<Map<String, Object>> present,
      List<? extends ImportedFile> failed) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("bytes", bytes);
    values.put("imported", imported);
    values.put("alreadyThere", present);
    values.put("refused", reasons(failed, ImportedFile.Refused.class));
    values.put("notDeleted", reasons(failed, ImportedFile.Left.class));
    out.println(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values));
  }

  private Map<String, Object> values(Original of, Path file) {
    Map<String, Object> values = present(of.file(), file);
    values.put("bytes", of.bytes());
    values.put("start", times.iso(of.start()));
    values.put("startFrom", of.startFrom().word());
    values.put("end", times.iso(of.end()));
    return values;
  }

  private static Map<String, Object> present(Path original, Path file) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("original", original.toString());
    values.put("file", file.toString());
    return values;
  }

  private static List<Map<String, String>> reasons(
      List<? extends ImportedFile> failed, Class<? extends ImportedFile> kind) {
    return failed.stream()
        .filter(kind::isInstance)
        .map(it -> Map.of("original", it.original().toString(), "why", why(it)))
        .toList();
  }

  private static String why(ImportedFile file) {
    return switch (file) {
      case ImportedFile.Refused(_, String why) -> why;
      case ImportedFile.Left(_, String why) -> why;
      case ImportedFile.Stored _, ImportedFile.Present _ -> "";
    };
  }

  // ---

  private static <T extends ImportedFile> List<T> of(List<ImportedFile> done, Class<T> kind) {
    return done.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static long count(List<ImportedFile> done, Class<? extends ImportedFile> kind) {
    return of(done, kind).size();
  }

  private static List<Original> stored(List<ImportedFile> done) {
    return of(done, ImportedFile.Stored.class).stream().map(ImportedFile.Stored::of).toList();
  }

  private static boolean isAllDone(List<ImportedFile> done) {
    return count(done, ImportedFile.Refused.class) + count(done, ImportedFile.Left.class) == 0;
  }

  private int ended(boolean well) {
    out.flush();
    err.flush();
    return well ? ExitCode.OK : ExitCode.FAILED;
  }
}
