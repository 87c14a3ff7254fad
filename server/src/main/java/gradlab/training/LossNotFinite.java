package gradlab.training;

/** The training loss is not a finite number any more: nothing can come of going on. */
public final class LossNotFinite extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LossNotFinite(double loss, int epoch, long step) {
    super(
        ("the training loss is %s at step %,d, in epoch %d; the checkpoints before it can be used. Try a smaller"
                + " --lr or --clip-norm 1; --no-nan-guard trains on all the same")
            .formatted(loss, step, epoch));
  }
}
