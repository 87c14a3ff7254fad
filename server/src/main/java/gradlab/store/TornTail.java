package gradlab.store;

import gradlab.store.FrameReader.InvalidFrameException;
import gradlab.store.v1.Record;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells an interrupted last write, which nobody was told of and may be cut, from damage to what was
 * on record. A write begins only after the one before it is on disk, so a valid record of a later
 * write behind the damage proves that the damaged one had been acknowledged.
 */
final class TornTail {
  private TornTail() {}

  /**
   * @param offset the invalid frame
   * @param lastSeq the last event before it
   * @param what is wrong with the frame
   */
  static void check(
      Path path, LogReader reader, long offset, long fileBytes, long lastSeq, String what)
      throws IOException {
    if (fileBytes - offset > Frames.MAX_WRITE_BYTES) {
      throw new CorruptLogException(path, offset, what + ", more than one write from the end");
    }
    var tail = new byte[(int) (fileBytes - offset)];
    reader.read(offset, tail, tail.length);
    int at = 1;
    while (at < tail.length) {
      Optional<Record> record = frame(tail, at);
      if (record.isPresent() && record.get().getEvent().getBatchSeq() > lastSeq + 1) {
        throw new CorruptLogException(
            path,
            offset,
            what
                + ", but valid records follow (event "
                + record.get().getEvent().getSeq()
                + " at byte "
                + (offset + at)
                + ")");
      }
      at += record.map(Frames::frameBytes).orElse(1);
    }
  }

  private static Optional<Record> frame(byte[] bytes, int at) {
    try {
      int frame = FrameReader.frameBytes(bytes, at, bytes.length - at);
      return Optional.of(FrameReader.decode(bytes, at, frame));
    } catch (InvalidFrameException e) {
      return Optional.empty(); // nothing begins at this byte: what the search expects of most
    }
  }
}
