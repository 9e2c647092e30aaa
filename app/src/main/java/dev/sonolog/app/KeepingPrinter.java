package dev.sonolog.app;

import dev.sonolog.archive.keeping.KeepingReport;
import java.io.PrintWriter;

/** Tells a person what became of recordings, and says the exit status. */
final class KeepingPrinter {
  private KeepingPrinter() {}

  /**
   * @param verb what was done, in the past tense, with a capital
   */
  static int print(KeepingReport report, String verb, PrintWriter out, PrintWriter err) {
    report.refused().forEach(it -> err.println(it.file() + " " + it.why()));
    out.println(verb + " " + Texts.recordings(report.done(), report.bytes()));
    if (report.inPart() > 0) {
      out.println(
          report.inPart() + " more lie in the span only in part and stay; name their files");
    }
    out.flush();
    err.flush();
    return report.refused().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
