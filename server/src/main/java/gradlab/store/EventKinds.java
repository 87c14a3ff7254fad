package gradlab.store;

import gradlab.domain.RunEvent;
import gradlab.store.v1.Event.KindCase;
import java.util.Map;
import java.util.Set;

/** Kinds of events as the bits of an int. Bits are on disk: they follow the fields' numbers. */
final class EventKinds {
  private static final int ALL = -1;

  private static final Map<Class<? extends RunEvent>, KindCase> KINDS =
      Map.of(
          RunEvent.StateChanged.class, KindCase.STATE_CHANGED,
          RunEvent.StepMetrics.class, KindCase.STEP,
          RunEvent.EpochMetrics.class, KindCase.EPOCH,
          RunEvent.GradientsSampled.class, KindCase.GRADIENT_FLOW,
          RunEvent.Rewound.class, KindCase.REWOUND);

  private EventKinds() {}

  /** Fields 6 to 36 have a bit of their own; all others share the last. */
  static int bit(KindCase kind) {
    int at = kind.getNumber() - KindCase.STATE_CHANGED.getNumber();
    return 1 << (at >= 0 && at < 31 ? at : 31);
  }

  /** A kind that is not in the table is looked for everywhere. */
  static int bits(Set<Class<? extends RunEvent>> kinds) {
    int bits = 0;
    for (var kind : kinds) {
      bits |= KINDS.containsKey(kind) ? bit(KINDS.get(kind)) : ALL;
    }
    return bits;
  }
}
