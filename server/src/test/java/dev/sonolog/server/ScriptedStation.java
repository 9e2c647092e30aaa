package dev.sonolog.server;

import dev.sonolog.server.service.OnAirReport;
import dev.sonolog.server.service.OnAirService;
import dev.sonolog.server.service.StudioReport.Refusal;
import dev.sonolog.server.service.StudioService.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** A station that notes what it is asked, and is up or down as a test wants it. */
public final class ScriptedStation implements OnAirService {
  private static final String AT = ScriptedStudio.AT;

  public final List<String> asked = new CopyOnWriteArrayList<>();
  public final BlockingQueue<OnAirReport> changes = new LinkedBlockingQueue<>();
  public volatile boolean isDown;
  public volatile boolean switches = true;

  public static OnAirReport report(String lamp) {
    OnAirReport.Input main = new OnAirReport.Input("yes", "no");
    return new OnAirReport(
        true,
        Optional.of("Radio Rosa & Co"),
        lamp,
        Optional.of(AT),
        List.of(new OnAirReport.Show(101, "Frühstück", AT, AT, true)),
        List.of(),
        Optional.of(new OnAirReport.Track("A - B", "track", Optional.of(AT), Optional.empty())),
        new OnAirReport.Inputs(main, main, "yes", false, Optional.of("no login")),
        new OnAirReport.Reach("yes", Optional.of(AT), Optional.empty()),
        new OnAirReport.Plan(Optional.of(AT), Optional.of("calendar"), 7, Optional.empty()),
        List.of(new OnAirReport.Call("on-air-light", false, Optional.of("LibreTime is down"))));
  }

  @Override
  public Outcome<OnAirReport> report() {
    return new Outcome.Done<>(report("on"));
  }

  @Override
  public Outcome<OnAirReport.Handed> handedOn(String call, String query) {
    asked.add(call + " " + query);
    if (isDown) {
      return new Outcome.Refused<>(
          new Refusal(
              "unreachable", "LibreTime cannot be reached", Optional.empty(), Optional.empty()));
    }
    String body = "{\"call\": \"%s\", \"odd\" :1}".formatted(call);
    return new Outcome.Done<>(
        new OnAirReport.Handed(
            call.equals("bootstrap-info") ? 401 : 200,
            "application/json; charset=utf-8",
            Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  public Outcome<OnAirReport.Switched> master(MasterWish wish) {
    asked.add(
        wish.action()
            + wish.recording().map(it -> " " + it.source() + " " + it.command()).orElse(""));
    OnAirReport.Half half =
        switches
            ? new OnAirReport.Half(true, "switched", "Switched.")
            : new OnAirReport.Half(false, "no encoder", "LibreTime did not switch: kein Enkoder");
    return new Outcome.Done<>(
        new OnAirReport.Switched(
            half,
            Optional.empty(),
            wish.recording()
                .map(
                    _ ->
                        new Refusal("conflict", "Anna is", Optional.of("Anna"), Optional.of(7L)))));
  }

  @Override
  public void watch(Predicate<OnAirReport> told) {
    try {
      boolean wanted = told.test(report("on"));
      while (wanted) {
        wanted = told.test(changes.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
