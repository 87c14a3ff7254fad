package gradlab.client.command;

import static gradlab.client.output.Column.text;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import gradlab.client.connection.RunStates;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.gate.Compared;
import gradlab.client.gate.Gate;
import gradlab.client.gate.Measured;
import gradlab.client.output.Columns;
import gradlab.v1.DiagnoseRunRequest;
import gradlab.v1.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "assert",
    description = {
      "Checks gates: metrics of a run against bounds, with >= <= == != > <, and, or, parentheses.",
      "Exit code: 0 when all hold, 6 when one does not; a metric without a value, or NaN, never passes."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab assert 3f2a 'best_val_acc >= 0.45' 'diagnosis == healthy'",
      "  gradlab assert 3f2a 'train_loss < 4.5 and (gradient_ratio >= 1e-3 or decades_lost < 3)'",
      "",
      "docs/commands.md has the metrics."
    })
final class AssertCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "EXPR",
      description = "A gate, in quotes, for example 'val_acc >= 0.45'.")
  private List<String> expressions = new ArrayList<>();

  /** A gate and how it came out. */
  private record Checked(String runId, String gate, boolean holds, List<Compared> compared) {}

  @Override
  ExitCode run(Session session) {
    // Before anybody is asked: what is mistyped is said at once.
    List<Gate> gates = expressions.stream().map(Gate::parse).toList();
    Run found = session.runs().byIdOrPrefix(run);
    var measured = new Measured(found, verdict(session, found, gates));
    if (!RunStates.ended(found.getState())) {
      session.say(
          "run %s is %s; these are its figures up to now"
              .formatted(found.getRunId(), RunStates.name(found.getState())));
    }
    List<Checked> checked =
        gates.stream()
            .map(
                gate ->
                    new Checked(
                        found.getRunId(),
                        gate.text(),
                        gate.holds(measured),
                        gate.compared(measured)))
            .toList();
    session.print(columns(), checked);
    List<Checked> failed = checked.stream().filter(gate -> !gate.holds).toList();
    if (!failed.isEmpty()) {
      throw failure(found, failed, checked.size());
    }
    return ExitCode.DONE;
  }

  private static Optional<String> verdict(Session session, Run run, List<Gate> gates) {
    if (gates.stream().noneMatch(Gate::asksForDiagnosis)) {
      return Optional.empty();
    }
    var request = DiagnoseRunRequest.newBuilder().setRunId(run.getRunId()).build();
    return Optional.of(session.training().diagnoseRun(request).getVerdict());
  }

  private static Failure failure(Run run, List<Checked> failed, int all) {
    String what =
        all == 1
            ? "the gate does not hold"
            : "%d of %d gates %s"
                .formatted(
                    failed.size(), all, failed.size() == 1 ? "does not hold" : "do not hold");
    List<String> details =
        failed.stream()
            .map(
                gate ->
                    gate.gate
                        + ": "
                        + gate.compared.stream()
                            .filter(c -> !c.holds())
                            .map(Compared::failed)
                            .collect(Collectors.joining("; ")))
            .toList();
    return new Failure(
        ExitCode.GATE,
        what + " for run " + run.getRunId() + ":",
        details,
        "`gradlab show " + run.getRunId() + "` has its figures, `gradlab diagnose` what is wrong");
  }

  private static Columns<Checked> columns() {
    return new Columns<>(
        false,
        AssertCommand::message,
        List.of(
            text("run", Checked::runId),
            text("gate", Checked::gate),
            text("holds", gate -> gate.holds ? "yes" : "no"),
            text(
                "measured",
                gate ->
                    gate.compared.stream()
                        .map(Compared::measured)
                        .distinct()
                        .collect(Collectors.joining("; ")))));
  }

  private static Struct message(Checked gate) {
    var compared = ListValue.newBuilder();
    for (Compared c : gate.compared) {
      var one =
          Struct.newBuilder()
              .putFields("left", string(c.left()))
              .putFields("relation", string(c.sign()))
              .putFields("right", string(c.right()))
              .putFields("holds", Value.newBuilder().setBoolValue(c.holds()).build());
      c.leftValue().ifPresent(v -> one.putFields("leftValue", value(v)));
      c.rightValue().ifPresent(v -> one.putFields("rightValue", value(v)));
      compared.addValuesBuilder().setStructValue(one);
    }
    return Struct.newBuilder()
        .putFields("runId", string(gate.runId))
        .putFields("gate", string(gate.gate))
        .putFields("holds", Value.newBuilder().setBoolValue(gate.holds).build())
        .putFields("compared", Value.newBuilder().setListValue(compared).build())
        .build();
  }

  /** A number where JSON has one: NaN and infinity are words there, as the API writes them. */
  private static Value value(String text) {
    boolean number = text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
    return number
        ? Value.newBuilder().setNumberValue(Double.parseDouble(text)).build()
        : string(text);
  }

  private static Value string(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
