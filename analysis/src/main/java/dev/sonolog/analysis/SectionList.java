package dev.sonolog.analysis;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.wav.WavMark;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loud sections of a span, as other programs read them. Times that are seconds count from the
 * span's start: those of an excerpt of it whose gaps were filled.
 *
 * @param source the source's name
 * @param from the start of the span
 * @param to its end
 * @param zone of local times
 * @param sections in order of time
 */
public record SectionList(
    String source, Instant from, Instant to, ZoneId zone, List<TimedSection> sections) {
  /** A cue sheet numbers its tracks with two digits, the quiet in front being the first. */
  private static final int MOST_IN_A_CUE_SHEET = 98;

  private static final int CUE_FRAMES_PER_SECOND = 75;
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SXXX", Locale.ROOT);

  public SectionList {
    sections = List.copyOf(sections);
  }

  /**
   * Writes the list.
   *
   * @param file the audio that a cue sheet belongs to, by its name
   * @throws IOException if the format cannot hold it; the message says why
   */
  public String as(SectionFormat format, String file) throws IOException {
    return switch (format) {
      case TEXT -> text();
      case JSON -> json();
      case CSV -> csv();
      case AUDACITY -> audacity();
      case CUE -> cue(file);
    };
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    for (TimedSection section : sections) {
      out.append(
          String.format(
              Locale.ROOT,
              "%s  %8.1f s  %5.1f dB%n",
              local(section.from()),
              seconds(section.length()),
              section.score()));
    }
    return out.toString();
  }

  private String local(Instant instant) {
    return LOCAL.format(instant.atZone(zone));
  }

  private String json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("source", source);
    values.put("from", iso(from));
    values.put("to", iso(to));
    values.put("sections", sections.stream().map(this::values).toList());
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
  }

  private Map<String, Object> values(TimedSection section) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("from", iso(section.from()));
    values.put("to", iso(section.to()));
    values.put("start", offset(section.from()));
    values.put("end", offset(section.to()));
    values.put("score", section.score());
    section.peak().ifPresent(peak -> values.put("peakDbfs", peak));
    values.put("noiseDbfs", section.noise());
    return values;
  }

  private String csv() {
    StringBuilder out =
        new StringBuilder("source,from,to,start,end,score,peak_dbfs,noise_dbfs\r\n");
    for (TimedSection section : sections) {
      out.append(
          String.format(
              Locale.ROOT,
              "\"%s\",%s,%s,%.3f,%.3f,%.1f,%s,%.1f\r\n",
              source.replace("\"", "\"\""),
              iso(section.from()),
              iso(section.to()),
              offset(section.from()),
              offset(section.to()),
              section.score(),
              section.peak().isPresent() ? Double.toString(section.peak().getAsDouble()) : "",
              section.noise()));
    }
    return out.toString();
  }

  /** As Audacity's manual describes it: start, end and text, apart by tabs. */
  private String audacity() {
    StringBuilder out = new StringBuilder();
    for (TimedSection section : sections) {
      out.append(
          String.format(
              Locale.ROOT,
              "%.6f\t%.6f\t%s %.1f dB\n",
              offset(section.from()),
              offset(section.to()),
              local(section.from()),
              section.score()));
    }
    return out.toString();
  }

  /**
   * Marks of the sections in a WAV file; what lies outside of it is left out or cut off.
   *
   * @param start when its first sample was on air
   * @param frames that it holds
   */
  public List<WavMark> marks(Instant start, SampleRate rate, long frames) {
    List<WavMark> marks = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      TimedSection section = sections.get(i);
      long first = Math.max(0, rate.samples(Duration.between(start, section.from())));
      long last = Math.min(frames, rate.samples(Duration.between(start, section.to())));
      if (first < last) {
        String text = String.format(Locale.ROOT, "section %d, %.1f dB", i + 1, section.score());
        marks.add(new WavMark(first, last - first, text));
      }
    }
    return List.copyOf(marks);
  }

  private String cue(String file) throws IOException {
    if (sections.size() > MOST_IN_A_CUE_SHEET) {
      throw new IOException(
          sections.size()
              + " sections are too many for a cue sheet, which holds "
              + MOST_IN_A_CUE_SHEET
              + "; choose a shorter span or a larger margin");
    }
    ZonedDateTime start = from.atZone(zone);
    StringBuilder out = new StringBuilder();
    out.append("REM DATE ").append(start.getYear()).append("\n");
    out.append("REM START ").append(iso(from)).append("\n");
    out.append("TITLE ").append(quoted(source)).append("\n");
    out.append("FILE ").append(quoted(file)).append(" WAVE\n");
    int track = 1;
    boolean beginsLoud = !sections.isEmpty() && !sections.getFirst().from().isAfter(from);
    if (!beginsLoud) {
      appendTrack(out, track++, "until the first section", Duration.ZERO);
    }
    for (TimedSection section : sections) {
      Duration at = Duration.between(from, section.from());
      appendTrack(
          out,
          track++,
          local(section.from()) + String.format(Locale.ROOT, ", %.1f dB", section.score()),
          at.isNegative() ? Duration.ZERO : at);
    }
    return out.toString();
  }

  private static void appendTrack(StringBuilder out, int number, String title, Duration at) {
    long frames = at.toMillis() * CUE_FRAMES_PER_SECOND / 1000;
    out.append(
        String.format(
            Locale.ROOT,
            "  TRACK %02d AUDIO\n    TITLE %s\n    INDEX 01 %02d:%02d:%02d\n",
            number,
            quoted(title),
            frames / CUE_FRAMES_PER_SECOND / 60,
            frames / CUE_FRAMES_PER_SECOND % 60,
            frames % CUE_FRAMES_PER_SECOND));
  }

  private static String quoted(String text) {
    return '"' + text.replace('"', '\'') + '"';
  }

  private double offset(Instant instant) {
    return seconds(Duration.between(from, instant));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private String iso(Instant instant) {
    return instant
        .truncatedTo(ChronoUnit.MILLIS)
        .atZone(zone)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
