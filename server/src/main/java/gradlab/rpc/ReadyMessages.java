package gradlab.rpc;

import gradlab.store.StoredEvent;
import gradlab.v1.StreamMetricsResponse;
import gradlab.wire.EventMessages;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Events as messages. The last few are kept: readers who are up to date are given the same event,
 * and making a gradient flow's message costs more than sending it. Thread-safe.
 */
final class ReadyMessages {
  private static final int KEPT = 64;

  private record Ready(StoredEvent event, StreamMetricsResponse message) {}

  private final AtomicReferenceArray<Ready> slots = new AtomicReferenceArray<>(KEPT);

  StreamMetricsResponse of(StoredEvent event) {
    int slot = Math.floorMod(System.identityHashCode(event), KEPT);
    Ready ready = slots.get(slot);
    if (ready == null || ready.event != event) {
      ready = new Ready(event, message(event));
      slots.set(slot, ready);
    }
    return ready.message;
  }

  private static StreamMetricsResponse message(StoredEvent e) {
    return StreamMetricsResponse.newBuilder()
        .setEvent(EventMessages.message(e.seq(), e.time(), e.event()))
        .build();
  }
}
