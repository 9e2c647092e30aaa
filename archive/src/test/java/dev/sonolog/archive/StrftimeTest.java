package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrftimeTest {
  /** The year 2000: before, zones had abbreviations that nobody remembers. */
  private static final long SINCE = 946_684_800L;

  private static final List<String> CODES =
      List.of(
          "%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M %p %P %r %R %s %S %T %u %U"
              + " %V %w %W %x %X %y %Y %z %Z %%",
          "%Ec %EC %Ex %EX %Ey %EY %Od %Oe %OH %OI %Om %OM %OS %Ou %OU %OV %Ow %OW %Oy",
          "%-d %-H %-j %-I %-m %-M %-e %_d %_H %_j %_m %0e %0k %0l %-k %^a %^A %^b %^B %#a %#p %#Z"
              + " %^c %^P");

  /** Around both changes of the clock, turns of the year, and seeded instants from 2000 to 2036. */
  private static List<Instant> instants(ZoneId zone) {
    List<Instant> instants = new ArrayList<>();
    for (int year = 2001; year < 2034; year++) {
      for (int day = -7; day <= 7; day++) {
        LocalDate date = LocalDate.of(year, 1, 1).plusDays(day);
        instants.add(date.atTime(13, 5, 9).atZone(zone).toInstant());
      }
    }
    zone.getRules().getTransitions().stream()
        .map(transition -> transition.getInstant())
        .filter(instant -> instant.getEpochSecond() > SINCE)
        .forEach(instant -> instants.addAll(around(instant)));
    long seed = 20260930;
    System.out.println("StrftimeTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      instants.add(Instant.ofEpochSecond(random.nextLong(SINCE, 2_100_000_000L)));
    }
    return instants;
  }

  private static List<Instant> around(Instant change) {
    return List.of(
        change.minusSeconds(3600), change.minusSeconds(1), change, change.plusSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "Europe/London",
        "America/New_York",
        "America/St_Johns",
        "Asia/Kolkata",
        "Asia/Dubai",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "America/Sao_Paulo",
        "Asia/Tokyo",
        "Africa/Johannesburg"
      })
  void allCodesSayWhatTheCLibrarySays(String id) throws Exception {
    ZoneId zone = ZoneId.of(id);
    List<Instant> instants = instants(zone);
    for (String codes : CODES) {
      List<String> expected = dates(id, codes, instants);
      for (int i = 0; i < instants.size(); i++) {
        assertThat(format(codes, instants.get(i).atZone(zone)))
            .as("%s at %s in %s", codes, instants.get(i), id)
            .isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void offsetsAreZonesToo() {
    Instant instant = Instant.parse("2026-07-15T12:00:00Z");
    assertThat(format("%Z %z", instant.atZone(ZoneId.of("+05:30")))).isEqualTo("+0530 +0530");
    assertThat(format("%Z %z", instant.atZone(ZoneId.of("-03:00")))).isEqualTo("-03 -0300");
    assertThat(format("%Z %z", instant.atZone(ZoneOffset.UTC))).isEqualTo("UTC +0000");
  }

  private static String format(String codes, ZonedDateTime time) {
    return NamePiece.parse(codes).stream()
        .map(
            piece ->
                switch (piece) {
                  case NamePiece.Text(String text) -> text;
                  case NamePiece.Code code -> code.format(time);
                  case NamePiece.Source(), NamePiece.Station(), NamePiece.Word _ ->
                      throw new AssertionError(piece);
                })
        .collect(Collectors.joining());
  }

  /** What coreutils' date makes of the codes, a line for each instant. */
  private static List<String> dates(String zone, String codes, List<Instant> instants)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("date", "-f", "-", "+" + codes);
    builder.environment().put("TZ", zone);
    builder.environment().put("LC_ALL", "C");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process date = builder.start();
    Thread feeder = Thread.ofVirtual().start(() -> feed(date, instants));
    String output = new String(date.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    feeder.join();
    assertThat(date.waitFor()).as("exit status of coreutils' date").isZero();
    return output.lines().toList();
  }

  private static void feed(Process date, List<Instant> instants) {
    try (var input = date.outputWriter(StandardCharsets.UTF_8)) {
      for (Instant instant : instants) {
        input.write("@" + instant.getEpochSecond() + "\n");
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
