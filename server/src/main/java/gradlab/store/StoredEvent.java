package gradlab.store;

import gradlab.domain.RunEvent;
import java.time.Instant;

/**
 * One event on record.
 *
 * @param seq 1 for the run's first event, then without gaps; never reused
 * @param time when it happened, by the clock of who reported it
 * @param attempt the attempt whose worker reported it; 0 for the server's own events
 * @param workerSeq the worker's number of it within the attempt; 0 for the server's own events
 */
public record StoredEvent(long seq, Instant time, int attempt, long workerSeq, RunEvent event) {}
