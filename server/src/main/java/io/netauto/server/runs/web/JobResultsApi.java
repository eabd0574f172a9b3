package io.netauto.server.runs.web;

import io.netauto.server.identity.CurrentActor;
import io.netauto.server.jobs.JobId;
import io.netauto.server.runs.Comparison;
import io.netauto.server.runs.JobAnswer;
import io.netauto.server.runs.JobAnswers;
import io.netauto.server.runs.JobCause;
import io.netauto.server.runs.JobGrid;
import io.netauto.server.runs.JobResults;
import io.netauto.server.runs.JobRunQuery;
import io.netauto.server.runs.RunId;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.Words;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What came of a job. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "Jobs")
class JobResultsApi {
  private final JobResults results;
  private final CurrentActor actor;

  JobResultsApi(JobResults results, CurrentActor actor) {
    this.results = results;
    this.actor = actor;
  }

  @GetMapping("/runs")
  @Operation(
      summary = "List the runs of a job, in its order",
      description = "q is a part of a hostname; cause and answer are those of causes and answers.")
  Page<RunJson> runs(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String cause,
      @RequestParam(required = false) @Nullable String answer,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > 500) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 items.");
    }
    return results
        .runs(
            actor.get(),
            new JobId(id),
            new JobRunQuery(
                RunsApi.statusOf(status), given(cause), given(answer), q, cursor, limit))
        .map(RunJson::of);
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  @GetMapping("/grid")
  @Operation(
      summary = "All runs of a job in short",
      description =
          "Columns: what stands at one place of each belongs to one run. status and cause point"
              + " into statuses and causes. The job's events go on after seq.")
  JobGrid grid(@PathVariable long id) {
    return results.grid(actor.get(), new JobId(id));
  }

  @GetMapping("/causes")
  @Operation(summary = "Why runs of a job did not end ok, the most frequent cause first")
  List<JobCause> causes(@PathVariable long id) {
    return results.causes(actor.get(), new JobId(id));
  }

  /**
   * @param answer names the output
   * @param run the number of the first run that gave it
   */
  record AnswerJson(String answer, int count, List<String> hostnames, long run) {
    static AnswerJson of(JobAnswer a) {
      return new AnswerJson(a.answer(), a.count(), a.hostnames(), a.run().value());
    }
  }

  record AnswersJson(List<AnswerJson> groups, int different) {}

  @GetMapping("/answers")
  @Operation(
      summary = "Which devices of a job answer differently",
      description = "Groups of equal output, the largest first; at most 100 of them.")
  AnswersJson answers(@PathVariable long id) {
    JobAnswers answers = results.answers(actor.get(), new JobId(id));
    return new AnswersJson(
        answers.groups().stream().map(AnswerJson::of).toList(), answers.different());
  }

  record ComparisonJson(
      RunJson a,
      RunJson b,
      List<Comparison.Row> rows,
      int differences,
      boolean cut,
      @Nullable String note) {}

  @GetMapping("/compare")
  @Operation(
      summary = "Compare the outputs of two runs of a job, side by side",
      description = "The first 5,000 lines of each; note says when there are more.")
  ComparisonJson compare(@PathVariable long id, @RequestParam long a, @RequestParam long b) {
    Comparison c = results.compare(actor.get(), new JobId(id), new RunId(a), new RunId(b));
    return new ComparisonJson(
        RunJson.of(c.a()), RunJson.of(c.b()), c.rows(), c.differences(), c.cut(), note(c));
  }

  static @Nullable String note(Comparison comparison) {
    List<String> notes = new ArrayList<>();
    if (comparison.cut()) {
      notes.add(
          "Only the first "
              + Words.count(JobResults.COMPARED)
              + " lines of each output are compared. Download both to see the rest.");
    }
    if (comparison.hidden() > 0) {
      notes.add(
          Words.count(comparison.hidden(), "secret is", "secrets are")
              + " hidden from you and compared as hidden: a difference between two of them does not"
              + " show. To see them takes the right secrets:read.");
    }
    return notes.isEmpty() ? null : String.join(" ", notes);
  }
}
