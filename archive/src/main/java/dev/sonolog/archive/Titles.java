package dev.sonolog.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What sources said they play, across runs and files. Reads the catalogue; see {@link
 * CatalogueView} for threads and failures. Immutable.
 */
public final class Titles {
  private final CatalogueView view;

  public Titles(CatalogueView view) {
    this.view = view;
  }

  /**
   * The titles that a source named in a span, in order of time; where there are more than wanted,
   * the newest.
   *
   * @param from the first instant of the span
   * @param to the first instant behind it
   * @param most how many at most
   */
  public List<SeenTitle> of(String source, Instant from, Instant to, int most) throws IOException {
    return view.read(
            handle ->
                handle
                    .createQuery(
                        """
                        select t.run, t.sample, t.at, t.text from runs r
                        join titles t on t.run = r.id
                        where r.source = :source and r.start_at < :to
                          and (r.end_at > :from or r.end_at is null)
                          and t.at >= :from and t.at < :to
                        order by t.at desc, t.run desc, t.sample desc limit :most
                        """)
                    .bind("source", source)
                    .bind("from", Nanos.clamped(from))
                    .bind("to", Nanos.clamped(to))
                    .bind("most", most)
                    .map(
                        (row, _) ->
                            new SeenTitle(
                                row.getString("run"),
                                row.getLong("sample"),
                                Nanos.instant(row.getLong("at")),
                                row.getString("text")))
                    .list())
        .reversed();
  }
}
