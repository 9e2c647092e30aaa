package dev.sonolog.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.TestArchive;
import dev.sonolog.server.service.JobReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the recorder measures, over HTTP. */
class ApiJobsTest {
  static final JobReport REPORT =
      new JobReport(
          List.of(
              new JobReport.Job(
                  7, "studio", "/rec/a.flac", "run", 3, "levels", true, true, Optional.of(40)),
              new JobReport.Job(
                  9, "studio", "/rec/b.flac", "run", 4, "summary", false, false, Optional.empty())),
          List.of(new JobReport.Failure("studio", "/rec/c.flac", "no audio")));

  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  @Test
  void withoutARecorderThereAreNoJobs() throws Exception {
    JsonNode told = visitor.get("/api/v1/jobs").json();
    assertThat(told.at("/jobs").isArray()).isTrue();
    assertThat(told.at("/jobs").size()).isZero();
    assertThat(visitor.delete("/api/v1/jobs/1").status()).isEqualTo(404);
  }

  @Test
  void jobsAreToldWithTheirProgressAndCanBeEnded() throws Exception {
    archive.measures(REPORT);
    JsonNode told = visitor.get("/api/v1/jobs").json();
    assertThat(told.at("/jobs/0/state").asString()).isEqualTo("running");
    assertThat(told.at("/jobs/0/percent").asInt()).isEqualTo(40);
    assertThat(told.at("/jobs/0/recording").asString()).isEqualTo("run.3");
    assertThat(told.at("/jobs/0/file").asString()).as("no folder").isEqualTo("a.flac");
    assertThat(told.at("/jobs/1/state").asString()).isEqualTo("waiting");
    assertThat(told.at("/jobs/1/percent").isNull()).isTrue();
    assertThat(told.at("/failures/0/reason").asString()).isEqualTo("no audio");
    assertThat(visitor.delete("/api/v1/jobs/7").status()).isEqualTo(204);
    for (String wrong : List.of("8", "-7", "seven", "99999999999999999999")) {
      assertThat(visitor.delete("/api/v1/jobs/" + wrong).status()).as(wrong).isEqualTo(404);
    }
  }
}
