package gradlab.client.listing;

import static gradlab.client.output.Column.number;
import static gradlab.client.output.Column.text;

import com.google.protobuf.Duration;
import gradlab.client.output.Column;
import gradlab.client.output.Display;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.Run;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Time on the device, what it cost, and when it is to end. */
final class CostColumns {
  private CostColumns() {}

  /** Whether the server had a price while the run was at work. */
  static boolean isPriced(Run run) {
    return run.getCost() > 0;
  }

  /** In a list. */
  static Column<Run> cost() {
    return number(
        "cost",
        run -> isPriced(run) ? Display.money(run.getCost()) : "",
        run -> isPriced(run) ? Double.toString(run.getCost()) : "");
  }

  static List<Column<Run>> ofRun() {
    return List.of(
        duration("device_time", Run::hasDeviceTime, Run::getDeviceTime),
        cost(),
        // beside a cost it says what that leaves out; without one it would only repeat the time
        duration(
            "unpriced_device_time",
            run -> isPriced(run) && !isZero(run.getUnpricedDeviceTime()),
            Run::getUnpricedDeviceTime),
        duration("max_duration", Run::hasMaxDuration, Run::getMaxDuration),
        number(
            "max_cost",
            run -> run.hasMaxCost() ? Display.money(run.getMaxCost()) : "",
            run -> run.hasMaxCost() ? Double.toString(run.getMaxCost()) : ""),
        text("queue_hold", Run::getQueueHold));
  }

  static List<Column<GetServerInfoResponse>> ofServer() {
    return List.of(
        duration(
            "device_time",
            GetServerInfoResponse::hasDeviceTime,
            GetServerInfoResponse::getDeviceTime),
        money("price_per_hour", GetServerInfoResponse::hasPricePerHour, i -> i.getPricePerHour()),
        money("cost", CostColumns::isPriced, GetServerInfoResponse::getCost),
        duration(
            "unpriced_device_time",
            info -> isPriced(info) && !isZero(info.getUnpricedDeviceTime()),
            GetServerInfoResponse::getUnpricedDeviceTime),
        money("budget", GetServerInfoResponse::hasBudget, GetServerInfoResponse::getBudget),
        text("queue_hold", GetServerInfoResponse::getQueueHold),
        text("idle_shutdown", CostColumns::idle),
        text("idle_command", GetServerInfoResponse::getIdleCommandResult),
        text("preemption_notice", GetServerInfoResponse::getPreemptionNotice));
  }

  private static boolean isPriced(GetServerInfoResponse info) {
    return info.hasPricePerHour() || info.getCost() > 0;
  }

  /** "idle for 12m00s, shuts down in 18m00s". */
  private static String idle(GetServerInfoResponse info) {
    if (!info.hasIdleShutdown()) {
      return "";
    }
    String after = "after " + Display.duration(Display.elapsed(info.getIdleShutdown()));
    if (isZero(info.getIdleTime())) {
      return after + "; not idle";
    }
    String idle = after + "; idle for " + Display.duration(Display.elapsed(info.getIdleTime()));
    return info.hasIdleShutdownIn()
        ? idle + ", shuts down in " + Display.duration(Display.elapsed(info.getIdleShutdownIn()))
        : idle;
  }

  private static <T> Column<T> duration(
      String name, Predicate<T> present, Function<T, Duration> value) {
    return number(
        name,
        row -> present.test(row) ? Display.duration(Display.elapsed(value.apply(row))) : "",
        row ->
            present.test(row)
                ? Double.toString(Display.elapsed(value.apply(row)).toMillis() / 1e3)
                : "");
  }

  private static <T> Column<T> money(String name, Predicate<T> present, Function<T, Double> value) {
    return number(
        name,
        row -> present.test(row) ? Display.money(value.apply(row)) : "",
        row -> present.test(row) ? value.apply(row).toString() : "");
  }

  private static boolean isZero(Duration message) {
    return Display.elapsed(message).isZero();
  }
}
