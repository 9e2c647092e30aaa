package dev.sonolog.server.api;

import dev.sonolog.server.files.ContentDisposition;
import dev.sonolog.server.files.MediaTypes;
import dev.sonolog.server.files.Presentation;
import dev.sonolog.server.files.RangeHeader;
import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.files.StoredFile;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.FileAnswers;
import dev.sonolog.server.http.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Files that were made for somebody, sent to be saved. Any platform thread. */
final class Downloads {
  private Downloads() {}

  /**
   * Sends a file.
   *
   * @param name that it is to be saved as
   * @param held what is closed when it was sent, or cannot be
   */
  static Answer of(Request request, Path file, String name, ReadersOf readers, Answer.Held held)
      throws IOException {
    boolean opened = false;
    try {
      Path real = file.toRealPath();
      StoredFile stored = StoredFile.finished(real, readers.of(real));
      opened = true;
      return answer(request, stored, name, held);
    } finally {
      if (!opened) {
        held.close();
      }
    }
  }

  private static Answer answer(Request request, StoredFile stored, String name, Answer.Held held) {
    Presentation presentation =
        Presentation.of(MediaTypes.of(name), "private, no-cache")
            .with(ContentDisposition.attachment(name));
    var wanted = FileAnswers.request(request, RangeHeader.Mode.STANDARD);
    Answer sent = FileAnswers.of(stored, stored.answer(wanted, presentation, Clock.systemUTC()));
    return new Answer(
        sent.status(),
        sent.fields(),
        sent.length(),
        sent.body(),
        () -> {
          sent.held().close();
          held.close();
        });
  }
}
