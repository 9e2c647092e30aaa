package dev.sonolog.server.isr;

import dev.sonolog.analysis.Levels;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.archive.AnalysisNotes;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.measure.DecimalRounding;
import dev.sonolog.measure.Section;
import dev.sonolog.measure.SectionFinder;
import dev.sonolog.measure.SectionSettings;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.Measured;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The results of ISR's {@code /api/analyze}, and what a recording was analysed with last: ISR keeps
 * one result for each file, and tells when it is asked for that one again. Any platform thread.
 */
final class IsrAnalyses {
  private static final Logger LOG = System.getLogger(IsrAnalyses.class.getName());
  private static final int SHOWN = 800;

  private final Measured measured;
  private final AnalysisNotes notes;
  private final Map<SegmentKey, AnalysisNotes.Note> last = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  IsrAnalyses(ArchiveService archive, Measured measured) {
    this.measured = measured;
    this.notes = new AnalysisNotes(archive.settings().stateDirectory());
    try {
      last.putAll(notes.all());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "What was analysed before is not known: {0}", e.getMessage());
    }
  }

  /** With what a recording was analysed last. */
  Optional<AnalysisNotes.Note> last(SegmentKey key) {
    return Optional.ofNullable(last.get(key));
  }

  /** How often that changed. */
  long changes() {
    return changes.get();
  }

  /**
   * Analyses a finished recording.
   *
   * @return the result as ISR tells it; one that failed has nothing but {@code error}
   */
  Map<String, Object> analyse(Recording recording, SectionSettings settings)
      throws IOException, InterruptedException {
    try {
      Levels.Windows windows = measured.windows(recording.segment());
      Map<String, Object> result = result(windows, settings);
      if (isRepeated(recording.segment(), settings)) {
        result.put("cached", true);
      }
      return result;
    } catch (UnmeasurableException e) {
      return Map.of("error", String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> result(Levels.Windows windows, SectionSettings settings) {
    List<Map<String, Object>> sections = new ArrayList<>();
    for (Section section :
        SectionFinder.find(windows.levels(), windows.window(), windows.duration(), settings)) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("start", section.start());
      each.put("end", section.end());
      each.put("score", section.score());
      sections.add(each);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rms_display", shown(windows.levels()));
    result.put("sections", sections);
    result.put("duration", DecimalRounding.round(windows.duration(), 2));
    result.put("window", DecimalRounding.round(windows.window(), 4));
    return result;
  }

  /** Every so manieth of them, as ISR picks them. */
  static double[] shown(double[] levels) {
    if (levels.length <= SHOWN) {
      return levels;
    }
    double step = (double) levels.length / SHOWN;
    double[] shown = new double[SHOWN];
    for (int k = 0; k < SHOWN; k++) {
      shown[k] = levels[(int) (k * step)];
    }
    return shown;
  }

  private boolean isRepeated(StoredSegment segment, SectionSettings settings) {
    AnalysisNotes.Note note =
        new AnalysisNotes.Note(
            AnalysisNotes.content(segment).orElse(""),
            settings.margin(),
            settings.minGap(),
            settings.minDuration());
    boolean same = note.equals(last.put(segment.key(), note));
    if (!same) {
      changes.incrementAndGet();
      store(segment.key(), note);
    }
    return same;
  }

  private void store(SegmentKey key, AnalysisNotes.Note note) {
    try {
      notes.put(Map.of(key, note));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "What was analysed is not kept: {0}", e.getMessage());
    }
  }
}
