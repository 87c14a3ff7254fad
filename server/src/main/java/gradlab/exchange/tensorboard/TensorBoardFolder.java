package gradlab.exchange.tensorboard;

import com.google.protobuf.ByteString;
import gradlab.exchange.Folder;
import gradlab.exchange.RunResults;
import gradlab.exchange.Scalars;
import gradlab.exchange.tensorboard.v1.Event;
import gradlab.exchange.tensorboard.v1.Summary;
import gradlab.exchange.tensorboard.v1.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run as one of TensorBoard's event files: its curves as scalars over the epochs, its settings as
 * a text. TensorBoard keeps scalars in single precision.
 */
public final class TensorBoardFolder {
  private static final String VERSION = "brain.Event:2";

  /** TensorFlow's number of the type of strings. */
  private static final int DT_STRING = 7;

  private TensorBoardFolder() {}

  public static void write(RunResults results, Folder folder) throws IOException {
    folder.file(fileName(results), out -> write(results, out));
  }

  /** TensorBoard reads files with tfevents in their name. */
  static String fileName(RunResults results) {
    return "events.out.tfevents.%010d.%s"
        .formatted(results.begin().getEpochSecond(), results.run().id());
  }

  private static void write(RunResults results, OutputStream out) throws IOException {
    var records = new RecordWriter(out);
    records.write(at(results.begin()).setFileVersion(VERSION).build().toByteArray());
    if (!results.settings().isEmpty()) {
      records.write(
          at(results.begin())
              .setSummary(
                  Summary.newBuilder().addValue(text("settings", table(results.settings()))))
              .build()
              .toByteArray());
    }
    for (var curve : Scalars.of(results).entrySet()) {
      for (Scalars.Point point : curve.getValue()) {
        var value =
            Summary.Value.newBuilder().setTag(curve.getKey()).setSimpleValue((float) point.value());
        records.write(
            at(point.time())
                .setStep(point.step())
                .setSummary(Summary.newBuilder().addValue(value))
                .build()
                .toByteArray());
      }
    }
  }

  private static Event.Builder at(Instant time) {
    return Event.newBuilder().setWallTime(time.getEpochSecond() + time.getNano() / 1e9);
  }

  private static Summary.Value text(String tag, String markdown) {
    var value = Summary.Value.newBuilder().setTag(tag);
    value.getMetadataBuilder().getPluginDataBuilder().setPluginName("text");
    value.setTensor(
        Tensor.newBuilder()
            .setDtype(DT_STRING)
            .setTensorShape(Tensor.Shape.newBuilder().addDim(Tensor.Dim.newBuilder().setSize(1)))
            .addStringVal(ByteString.copyFromUtf8(markdown)));
    return value.build();
  }

  private static String table(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(s -> "| %s | %s |".formatted(s.getKey(), s.getValue().replace("|", "\\|")))
        .collect(Collectors.joining("\n", "| setting | value |\n| --- | --- |\n", "\n"));
  }
}
