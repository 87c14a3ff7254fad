package gradlab.store;

import gradlab.domain.RunEvent;
import gradlab.store.v1.Record;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Events as they go into a log with one write: numbered, without those that are on record already.
 *
 * @param view the run with them
 * @param bytes empty where all were on record
 */
record LogBatch(List<StoredEvent> events, List<Record> records, RunView view, byte[] bytes) {

  static LogBatch of(RunView before, List<NewEvent> events) {
    var draft = new ViewDraft(before);
    var accepted = new ArrayList<StoredEvent>(events.size());
    for (NewEvent e : events) {
      if (!e.ofWorker() || draft.isNews(e.attempt(), e.workerSeq())) {
        var stored =
            new StoredEvent(draft.lastSeq() + 1, e.time(), e.attempt(), e.workerSeq(), e.event());
        draft.apply(stored);
        accepted.add(stored);
      }
    }
    long batch = before.lastSeq() + 1;
    List<Record> records = accepted.stream().map(e -> EventRecords.of(e, batch)).toList();
    return new LogBatch(List.copyOf(accepted), records, draft.view(), Frames.encode(records));
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  boolean rewinds() {
    return events.stream().anyMatch(e -> e.event() instanceof RunEvent.Rewound);
  }

  int endCrc() {
    return ByteBuffer.wrap(bytes).getInt(bytes.length - 4);
  }

  /**
   * @param start where the first event is in the file
   */
  void addTo(LogBlocks blocks, RecentEvents recent, long start) {
    long offset = start;
    for (int i = 0; i < records.size(); i++) {
      Record record = records.get(i);
      var event = record.getEvent();
      blocks.add(event.getSeq(), offset, EventKinds.bit(event.getKindCase()));
      offset += Frames.frameBytes(record);
      recent.add(events.get(i), offset);
    }
  }
}
