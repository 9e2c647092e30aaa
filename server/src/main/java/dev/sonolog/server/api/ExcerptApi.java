package dev.sonolog.server.api;

import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.ExcerptStream;
import dev.sonolog.archive.excerpt.ExcerptZip;
import dev.sonolog.archive.excerpt.Excerpts;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.archive.excerpt.GapText;
import dev.sonolog.server.files.ContentDisposition;
import dev.sonolog.server.files.MediaTypes;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Spans as files that play, made while they are sent and without coding anything anew. A few at a
 * time, each on a platform thread of its own. Any platform thread.
 */
final class ExcerptApi implements AutoCloseable {
  private static final Duration MOST = Duration.ofDays(31);
  private static final int AT_ONCE = 6;

  private final ArchiveService archive;
  private final KnownRecordings known;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("web-excerpt-", 0).factory());

  ExcerptApi(ArchiveService archive, KnownRecordings known) {
    this.archive = archive;
    this.known = known;
  }

  List<Route> routes() {
    return List.of(
        Route.slow("GET", ApiV1.ROOT + "/sources/{name}/excerpt", ApiV1.READ, this::excerpt));
  }

  private Answer excerpt(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "from", "to", "gaps");
    Instant from = required(query, "from");
    Span span = Span.of(from, required(query, "to"), MOST);
    GapPolicy gaps =
        query
            .word("gaps", Arrays.asList(GapPolicy.values()), GapPolicy::word)
            .orElse(GapPolicy.SEPARATE);
    String source = known.source(request.variable("name"));
    Excerpts excerpts = archive.excerpts();
    ExcerptPlan plan = excerpts.plan(source, span.from(), span.to());
    if (plan.stretches().isEmpty()) {
      throw NothingThere.of(plan, archive.zone(source));
    }
    return streamed(new Made(excerpts, plan, gaps, archive.zone(source), source));
  }

  private static Instant required(Query query, String name) throws ProblemException {
    return query.instant(name).orElseThrow(() -> Problem.BAD_REQUEST.exception("Say from and to"));
  }

  /** What is made. */
  record Made(Excerpts excerpts, ExcerptPlan plan, GapPolicy gaps, ZoneId zone, String title) {
    /** Whether it is a zip: of several stretches, each a file. */
    boolean isZip() {
      return gaps == GapPolicy.SEPARATE && plan.stretches().size() > 1;
    }

    String name() {
      String own = plan.stretches().getFirst().run().format().codec().extension();
      return ExportNames.of(title, plan.from(), zone, isZip() ? "zip" : own);
    }

    void writeTo(Pipe pipe) throws IOException, ExcerptRefusedException {
      if (!isZip()) {
        var _ = excerpts.write(plan, gaps, zone, new ExcerptStream(pipe), _ -> {});
        return;
      }
      ExcerptZip zip = new ExcerptZip(pipe);
      var _ = excerpts.write(plan, gaps, zone, zip, _ -> {});
      zip.finish("gaps.txt", GapText.of(plan.missing(), zone));
    }

    /** On a thread of its own. */
    void run(Pipe pipe) {
      try {
        writeTo(pipe);
        pipe.finish(null);
      } catch (IOException | ExcerptRefusedException | RuntimeException e) {
        pipe.finish(e);
      }
    }
  }

  /** Makes it while it is sent. */
  Answer streamed(Made made) throws IOException, ProblemException {
    Pipe pipe = new Pipe();
    try {
      threads.execute(() -> made.run(pipe));
    } catch (RejectedExecutionException _) {
      throw Problem.UNAVAILABLE.exception(
          AT_ONCE + " excerpts are sent already; try again when one is through");
    }
    var failure = pipe.awaitBegin();
    if (failure.isPresent()) {
      throw told(failure.get());
    }
    return new Answer(
        200,
        List.of(
            new Field(
                "Content-Type", made.isZip() ? "application/zip" : MediaTypes.of(made.name())),
            new Field("Content-Disposition", ContentDisposition.attachment(made.name()).value()),
            new Field("Cache-Control", "no-store")),
        OptionalLong.empty(),
        pipe::drainTo,
        pipe::leave);
  }

  private static ProblemException told(Exception failure) throws IOException {
    return switch (failure) {
      case ExcerptRefusedException e ->
          Problem.UNPROCESSABLE.exception(String.valueOf(e.getMessage()));
      case IOException e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
