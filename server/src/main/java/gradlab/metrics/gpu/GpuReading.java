package gradlab.metrics.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What nvidia-smi says of one GPU. A value that the card or its driver does not tell is empty.
 *
 * @param index as in CUDA_VISIBLE_DEVICES, unless CUDA was told to order them otherwise
 * @param utilization share of the last sample period in which a kernel ran, 0..1
 * @param powerWatts drawn by the whole card
 */
record GpuReading(
    String index,
    String uuid,
    String name,
    String driver,
    OptionalDouble utilization,
    OptionalDouble memoryUsedBytes,
    OptionalDouble memoryBytes,
    OptionalDouble temperatureCelsius,
    OptionalDouble powerWatts) {
  /** In the order in which they are asked for and answered. */
  static final String QUERY =
      "index,uuid,driver_version,utilization.gpu,memory.used,memory.total,temperature.gpu,power.draw,name";

  private static final int FIELDS = 9;
  private static final double MEBIBYTE = 1 << 20;

  /** nvidia-smi's MiB, W and % with --format=csv,noheader,nounits. */
  static List<GpuReading> parse(String output) {
    var readings = new ArrayList<GpuReading>();
    for (String line : output.lines().toList()) {
      // the name is last, so that a comma in it does not move the others
      String[] f = line.strip().split("\\s*,\\s*", FIELDS);
      if (f.length == FIELDS && f[0].matches("\\d{1,3}")) {
        readings.add(
            new GpuReading(
                f[0],
                f[1],
                f[8],
                f[2],
                number(f[3], 0.01),
                number(f[4], MEBIBYTE),
                number(f[5], MEBIBYTE),
                number(f[6], 1),
                number(f[7], 1)));
      }
    }
    return readings;
  }

  /** [N/A], [Not Supported], [Unknown Error], ERR! and whatever else is no number. */
  private static OptionalDouble number(String text, double factor) {
    return text.matches("-?\\d{1,12}(\\.\\d{1,6})?")
        ? OptionalDouble.of(Double.parseDouble(text) * factor)
        : OptionalDouble.empty();
  }
}
