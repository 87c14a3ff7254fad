package gradlab.runs;

import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.RunId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who may have a worker: the highest priority first, of equals who came first. Thread-safe; it
 * calls nobody while it holds its lock.
 */
final class SlotQueue {
  /** Why no slots are given for a while. */
  enum Hold {
    FULL_DISK,
    BUDGET
  }

  private final int slots;
  private final int maxQueued;

  /** In the order in which they get a slot. */
  private final List<Waiting> waiting = new LinkedList<>();

  private int free;
  private int reserved;
  private boolean closed;

  /** Whoever holds the queue; it moves when nobody does. */
  private final Set<Hold> holds = EnumSet.noneOf(Hold.class);

  SlotQueue(int slots, int maxQueued) {
    this.slots = slots;
    this.maxQueued = maxQueued;
    this.free = slots;
  }

  /**
   * Makes sure of a place in the queue before anything is written about it.
   *
   * @throws LimitReached when the queue is full
   */
  synchronized Reservation reserve() {
    if (waiting.size() + reserved - free >= maxQueued) {
      throw new LimitReached(
          "the queue is full: %d runs wait for one of %d slots; wait for one to end, or stop one"
              .formatted(waiting.size(), slots));
    }
    reserved++;
    return new Reservation();
  }

  /** A place for a run that was queued already, before a restart: not refused. */
  synchronized Reservation reserveAnyway() {
    reserved++;
    return new Reservation();
  }

  /** A slot that is in use already, also beyond the limit: a worker that outlived its server. */
  synchronized Slot take() {
    free--;
    return new Slot(true);
  }

  /** For work that runs beside the others. */
  Slot beside() {
    return new Slot(false);
  }

  /** 1-based place; 0 when not waiting. */
  synchronized int position(RunId id) {
    int place = 0;
    for (var entry : waiting) {
      place++;
      if (entry.id.equals(id)) {
        return place;
      }
    }
    return 0;
  }

  synchronized int inUse() {
    return slots - free;
  }

  synchronized int length() {
    return waiting.size();
  }

  /** Whether it was waiting; if not, its slot is on the way to it. */
  synchronized boolean remove(RunId id) {
    return waiting.removeIf(entry -> entry.id.equals(id));
  }

  /** Gives no more slots. */
  synchronized void close() {
    closed = true;
  }

  synchronized boolean closed() {
    return closed;
  }

  /** Gives no slots until the same one lets go. */
  synchronized void hold(Hold by) {
    holds.add(by);
  }

  void letGo(Hold by) {
    synchronized (this) {
      holds.remove(by);
    }
    give();
  }

  private void add(Waiting entry) {
    synchronized (this) {
      int at = 0;
      while (at < waiting.size() && waiting.get(at).priority >= entry.priority) {
        at++;
      }
      waiting.add(at, entry);
    }
    give();
  }

  private void give() {
    var ready = new ArrayList<Waiting>();
    synchronized (this) {
      while (!closed && holds.isEmpty() && free > 0 && !waiting.isEmpty()) {
        free--;
        ready.add(waiting.remove(0));
      }
    }
    ready.forEach(entry -> entry.start.accept(new Slot(true)));
  }

  private record Waiting(RunId id, int priority, Consumer<Slot> start) {}

  /** A place in the queue, to be filled or given back. */
  final class Reservation implements AutoCloseable {
    private boolean open = true;

    /** {@code start} is called once, on any thread, with the slot. */
    void enqueue(RunId id, int priority, Consumer<Slot> start) {
      close();
      add(new Waiting(id, priority, start));
    }

    @Override
    public void close() {
      synchronized (SlotQueue.this) {
        if (open) {
          open = false;
          reserved--;
        }
      }
    }
  }

  /** The right to have a worker, until released. */
  final class Slot {
    private boolean inUse;

    private Slot(boolean inUse) {
      this.inUse = inUse;
    }

    void release() {
      synchronized (SlotQueue.this) {
        if (!inUse) {
          return;
        }
        inUse = false;
        free++;
      }
      give();
    }
  }
}
