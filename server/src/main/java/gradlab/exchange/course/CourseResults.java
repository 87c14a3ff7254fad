package gradlab.exchange.course;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.GradientsSampled;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.domain.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * The results of a run of the course's framework.
 *
 * @param epochs at least one
 * @param flows in the order of their epochs; not of every epoch
 * @param warnings what was odd but could be read, for people
 */
public record CourseResults(
    List<EpochMetrics> epochs,
    Optional<TestEvaluated> test,
    List<GradientFlow> flows,
    List<String> warnings) {
  public CourseResults {
    epochs = List.copyOf(epochs);
    flows = List.copyOf(flows);
    warnings = List.copyOf(warnings);
  }

  /** InvalidRequest with everything that is wrong: file, line and column. */
  public static CourseResults read(
      CourseFile summary, Optional<CourseFile> testSummary, Optional<CourseFile> gradients) {
    var complaints = new Complaints();
    var warnings = new ArrayList<String>();
    var files = new SummaryFiles(complaints, warnings);
    var epochs = files.epochs(summary);
    int best = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).bestEpoch();
    var test = testSummary.flatMap(file -> files.test(file, best));
    // without the summary it is not known which epochs there may be
    var flows =
        epochs.isEmpty()
            ? List.<GradientFlow>of()
            : gradients
                .map(file -> new GradientFile(complaints, warnings).flows(file, epochs.size()))
                .orElse(List.of());
    complaints.throwIfAny();
    return new CourseResults(epochs, test, flows, warnings);
  }

  /** The layers with gradients, input first; none where there are no gradients. */
  public List<String> layers() {
    return flows.isEmpty()
        ? List.of()
        : flows.get(0).layers().stream().map(LayerGradient::layer).toList();
  }

  /** What was measured, in the order of a run: each epoch's gradients, then its metrics. */
  public List<RunEvent> events() {
    var byEpoch = new HashMap<Integer, GradientFlow>();
    flows.forEach(flow -> byEpoch.put(flow.epoch(), flow));
    var events = new ArrayList<RunEvent>();
    for (EpochMetrics epoch : epochs) {
      Optional.ofNullable(byEpoch.get(epoch.epoch()))
          .map(GradientsSampled::new)
          .ifPresent(events::add);
      events.add(epoch);
    }
    test.ifPresent(events::add);
    return events;
  }

  /** Of all numbers and the layers' names: how they were written down does not count. */
  public String sha256() {
    var digest = Sha256.digest();
    try (var out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      out.writeInt(epochs.size());
      for (EpochMetrics e : epochs) {
        write(out, e.trainAcc(), e.trainLoss(), e.valAcc(), e.valLoss());
      }
      out.writeBoolean(test.isPresent());
      if (test.isPresent()) {
        write(out, test.get().testAcc(), test.get().testLoss());
      }
      for (String layer : layers()) {
        out.writeUTF(layer);
      }
      for (GradientFlow flow : flows) {
        out.writeInt(flow.epoch());
        write(out, flow.layers().stream().mapToDouble(LayerGradient::meanAbs).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written, so nothing can fail", e);
    }
    return Sha256.hex(digest);
  }

  private static void write(DataOutputStream out, double... values) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }
}
