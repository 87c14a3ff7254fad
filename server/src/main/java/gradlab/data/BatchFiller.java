package gradlab.data;

/** Writes batch number n (from 0) of an epoch; called on the background thread, in order. */
@FunctionalInterface
interface BatchFiller {
  void fill(int batch, BatchSlot slot);
}
