package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.server.service.OnAirReport;
import dev.sonolog.server.service.OnAirService;
import dev.sonolog.server.service.StudioService.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The recorder's station as the web side sees it, through the recorder's socket. Platform threads.
 *
 * @param studio speaks to the recorder
 */
record WebOnAir(WebStudio studio) implements OnAirService {
  @Override
  public Outcome<OnAirReport> report() throws IOException {
    return studio.asked(new Request(OnAirRequest.COMMAND, Optional.empty()), OnAirReport.class);
  }

  @Override
  public Outcome<OnAirReport.Handed> handedOn(String call, String query) throws IOException {
    return studio.asked(
        request(OnAirRequest.HAND_ON, new OnAirRequest.Question(call, query)),
        OnAirReport.Handed.class);
  }

  @Override
  public Outcome<OnAirReport.Switched> master(MasterWish wish) throws IOException {
    return studio.asked(request(OnAirRequest.MASTER, wish), OnAirReport.Switched.class);
  }

  private static Request request(String command, Object content) {
    JsonNode said = ControlMessage.JSON.valueToTree(content);
    return new Request(command, Optional.empty(), Optional.of(said));
  }

  @Override
  public void watch(Predicate<OnAirReport> told) throws IOException {
    studio.follow("station events", OnAirReport.class, told);
  }
}
