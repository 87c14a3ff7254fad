package gradlab.compute.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/**
 * The one block of native memory that all programs of a path share: only one runs at a time, and
 * none needs what another left.
 */
final class Arena implements AutoCloseable {
  private final List<Program> programs = new ArrayList<>();
  private BytePointer block = new BytePointer();
  private long bytes;

  /** Gives a program its memory; a larger block moves those that have theirs already. */
  void add(Program program) {
    programs.add(program);
    if (program.bytes() > bytes) {
      block.deallocate();
      bytes = program.bytes();
      block = new BytePointer(bytes + MemoryPlan.ALIGNMENT);
      programs.forEach(p -> p.bind(base()));
    } else {
      program.bind(base());
    }
  }

  private long base() {
    long address = block.address();
    return (address + MemoryPlan.ALIGNMENT - 1) / MemoryPlan.ALIGNMENT * MemoryPlan.ALIGNMENT;
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
    programs.clear();
    block.deallocate();
    bytes = 0;
  }
}
