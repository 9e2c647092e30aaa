package dev.sonolog.libretime;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What LibreTime's library is asked, and told. Any thread; waits. */
final class Library {
  private final LibretimeClient client;

  Library(LibretimeClient client) {
    this.client = client;
  }

  /** How far the library is with a file. */
  enum Import {
    DONE,
    PENDING,
    FAILED
  }

  /** A file of the library. */
  record Entry(long id, Import state) {}

  /** What became of an upload. */
  record Upload(OptionalLong id, Optional<Failure> failure, boolean mayHaveArrived) {}

  /** The show of a file, as far as it can be told. */
  record Link(OptionalLong file) {}

  /**
   * A file with this content that is there, or is being looked at; what could not be imported does
   * not count.
   */
  Optional<Entry> find(String md5) throws LibretimeException, InterruptedException {
    JsonNode rows = client.send(client.keyed("api/v2/files?md5=" + md5).GET().build()).json();
    return Fields.objects(rows.has("results") ? rows.path("results") : rows).stream()
        .filter(it -> Fields.text(it, "md5").filter(md5::equalsIgnoreCase).isPresent())
        .flatMap(it -> entry(it).stream())
        .filter(it -> it.state() != Import.FAILED)
        .min(Comparator.comparing(Entry::state).thenComparingLong(Entry::id));
  }

  /** A file by its number, by whichever interface there is. */
  Entry entry(long id) throws LibretimeException, InterruptedException {
    JsonNode row;
    try {
      row = client.send(client.keyed("api/v2/files/" + id).GET().build()).json();
    } catch (LibretimeException e) {
      if (!(e.failure() instanceof Failure.Missing) && !(e.failure() instanceof Failure.WebPage)) {
        throw e;
      }
      row = client.send(client.basic("rest/media/" + id).GET().build()).json();
    }
    return entry(row)
        .orElseThrow(
            () -> new LibretimeException(new Failure.Malformed("the file has no import_status")));
  }

  private static Optional<Entry> entry(JsonNode row) {
    OptionalLong id = Fields.id(row, "id");
    Optional<Import> state =
        Fields.text(row, "import_status")
            .flatMap(
                it ->
                    switch (it) {
                      case "0" -> Optional.of(Import.DONE);
                      case "1" -> Optional.of(Import.PENDING);
                      case "2" -> Optional.of(Import.FAILED);
                      default -> Optional.empty();
                    });
    return id.isPresent() ? state.map(it -> new Entry(id.getAsLong(), it)) : Optional.empty();
  }

  /** Uploads a file, and says of one that failed whether it may have arrived all the same. */
  Upload upload(Path file, long size) throws IOException, InterruptedException {
    UploadBody body = new UploadBody(file);
    try {
      Answer answer =
          client.send(
              client
                  .basic("rest/media")
                  .header("Content-Type", body.contentType())
                  .POST(body.publisher())
                  .build(),
              client.limits().upload(size));
      return new Upload(Fields.id(answer.json(), "id"), Optional.empty(), true);
    } catch (LibretimeException e) {
      return new Upload(OptionalLong.empty(), Optional.of(e.failure()), body.mayHaveArrived());
    }
  }

  /** Which file is that of a show; nothing in it where there is none yet. */
  Link link(long instance) throws LibretimeException, InterruptedException {
    JsonNode row =
        client.send(client.keyed("api/v2/show-instances/" + instance).GET().build()).json();
    OptionalLong file = Fields.id(row, "record_file");
    return new Link(file.isPresent() ? file : Fields.id(row, "file"));
  }

  /** Whether the station is new enough for it. */
  boolean hasSecondInterface() throws LibretimeException, InterruptedException {
    try {
      client.ask(Ask.INFO);
      return true;
    } catch (LibretimeException e) {
      if (e.failure().isSilence()) {
        throw e;
      }
      return false;
    }
  }

  /** Makes a file that of a show, by the second interface. */
  void patch(long instance, long file) throws LibretimeException, InterruptedException {
    client
        .send(
            client
                .keyed("api/v2/show-instances/" + instance)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"record_file\": " + file + "}"))
                .build())
        .checkStatus();
  }

  /**
   * The same by the first interface, which answers 200 whether the show is there or not, and makes
   * "Airtime Show Recorder" of the file's artist.
   */
  void uploadRecorded(long instance, long file) throws LibretimeException, InterruptedException {
    client
        .send(
            client
                .keyed(
                    "api/upload-recorded/format/json/fileid/"
                        + file
                        + "/showinstanceid/"
                        + instance)
                .GET()
                .build())
        .json();
  }
}
