package gradlab.domain;

import java.time.Duration;

/**
 * Time on the device, and what it cost.
 *
 * @param time with a worker that holds a slot
 * @param unpriced the part of it in which the server had no price: it is in no cost
 * @param cost in the currency of the server's price
 */
public record DeviceUse(Duration time, Duration unpriced, double cost) {
  public static final DeviceUse NONE = new DeviceUse(Duration.ZERO, Duration.ZERO, 0);

  public DeviceUse plus(DeviceUse other) {
    return new DeviceUse(time.plus(other.time), unpriced.plus(other.unpriced), cost + other.cost);
  }

  /** A duration in hours, as prices are by the hour. */
  public static double hours(Duration time) {
    return (time.getSeconds() + time.getNano() / 1e9) / 3600;
  }
}
