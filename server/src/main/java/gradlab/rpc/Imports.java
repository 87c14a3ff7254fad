package gradlab.rpc;

import gradlab.domain.Cause;
import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.Imported;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunState;
import gradlab.exchange.course.CourseFile;
import gradlab.exchange.course.CourseResults;
import gradlab.runs.ImportedRuns;
import gradlab.store.NewEvent;
import gradlab.v1.ImportRunRequest;
import gradlab.v1.ImportRunResponse;
import gradlab.v1.ResultFile;
import gradlab.v1.ResultFileKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** ImportRun: result files as a run that has ended. */
final class Imports {
  /** A message may have 1 MiB. */
  private static final int MOST_BYTES = 1_000_000;

  private static final int LONGEST_NAME = 100;
  private static final String NAME = "imported";

  private final ImportedRuns runs;

  Imports(ImportedRuns runs) {
    this.runs = runs;
  }

  /** InvalidRequest with every bad field, of the request or of the files: file, line, column. */
  ImportRunResponse run(ImportRunRequest request) {
    check(request);
    var results =
        CourseResults.read(
            file(request, ResultFileKind.RESULT_FILE_KIND_SUMMARY).orElseThrow(),
            file(request, ResultFileKind.RESULT_FILE_KIND_TEST_SUMMARY),
            file(request, ResultFileKind.RESULT_FILE_KIND_GRADIENT_FLOW));
    NetworkConfig network =
        ImportedNetwork.of(request.getNetwork(), request.getBlock(), results.layers());
    var from = new Imported(Imported.COURSE, names(request), results.sha256());
    var config =
        RunConfig.imported(
            network,
            request.getName().isEmpty() ? NAME : request.getName(),
            request.getTagsMap(),
            from);
    var outcome = runs.add(config, events(from, results));
    return ImportRunResponse.newBuilder()
        .setRun(RunMessages.run(outcome.run(), 0))
        .setWasThere(outcome.wasThere())
        .build();
  }

  private static List<NewEvent> events(Imported from, CourseResults results) {
    var events = new ArrayList<RunEvent>();
    results.warnings().forEach(warning -> events.add(new Noted(true, warning)));
    events.addAll(results.events());
    events.add(
        new StateChanged(
            RunState.COMPLETED,
            Cause.USER,
            "imported from the course's "
                + String.join(", ", from.files())
                + "; what is not in them is not known"));
    var now = Instant.now();
    return events.stream().map(event -> NewEvent.ofServer(now, event)).toList();
  }

  private static void check(ImportRunRequest request) {
    var violations = new Violations();
    var seen = EnumSet.noneOf(ResultFileKind.class);
    long bytes = 0;
    for (int i = 0; i < request.getFilesCount(); i++) {
      ResultFile file = request.getFiles(i);
      String field = "files[" + i + "]";
      bytes += file.getContent().size();
      checkKind(file, field, seen, violations);
      violations.text(field + ".name", file.getName(), LONGEST_NAME);
      if (file.getName().isEmpty() || file.getName().matches(".*[/\\\\].*")) {
        violations.add(
            field + ".name",
            "'%s' is no file name without a path".formatted(NetworkRules.shown(file.getName())));
      }
    }
    if (!seen.contains(ResultFileKind.RESULT_FILE_KIND_SUMMARY)) {
      violations.add("files", "has no SUMMARY, which every run of the course has: summary.csv");
    }
    if (bytes > MOST_BYTES) {
      violations.add(
          "files",
          "have %,d bytes together, at most %,d are allowed; leave out epochs of the gradient flow"
              .formatted(bytes, MOST_BYTES));
    }
    violations.text("name", request.getName(), LONGEST_NAME);
    StartRunValidator.checkTags("tags", request.getTagsMap(), violations);
    violations.throwIfAny();
  }

  private static void checkKind(
      ResultFile file, String field, EnumSet<ResultFileKind> seen, Violations violations) {
    switch (file.getKind()) {
      case RESULT_FILE_KIND_SUMMARY,
          RESULT_FILE_KIND_TEST_SUMMARY,
          RESULT_FILE_KIND_GRADIENT_FLOW -> {
        if (!seen.add(file.getKind())) {
          violations.add(field + ".kind", "is %s for the second time".formatted(file.getKind()));
        }
      }
      case RESULT_FILE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          violations.add(
              field + ".kind",
              "is %s, must be SUMMARY, TEST_SUMMARY or GRADIENT_FLOW".formatted(file.getKind()));
    }
  }

  private static Optional<CourseFile> file(ImportRunRequest request, ResultFileKind kind) {
    return request.getFilesList().stream()
        .filter(file -> file.getKind() == kind)
        .map(file -> new CourseFile(file.getName(), file.getContent().toByteArray()))
        .findFirst();
  }

  private static List<String> names(ImportRunRequest request) {
    return request.getFilesList().stream().map(ResultFile::getName).toList();
  }

  /** As a field of a request where it is one of a configuration. */
  static InvalidRequest renamed(InvalidRequest refused) {
    return new InvalidRequest(
        refused.violations().stream()
            .map(
                v -> new FieldViolation(v.field().replace(NetworkRules.FIELD, ""), v.description()))
            .toList());
  }
}
