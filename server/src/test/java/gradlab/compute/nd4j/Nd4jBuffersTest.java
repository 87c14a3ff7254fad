package gradlab.compute.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class Nd4jBuffersTest {
  private static final NetworkDeclaration DECLARATION =
      NetworkDeclaration.of(NetworkSpec.of("plain", 2, 1, 4, 5, 8));

  /**
   * Views of views of views made each step slower than the one before: ND4J walks the whole chain.
   */
  @Test
  void lendsTheSameMemoryAgainWithoutAGrowingChainOfViews() {
    var buffers = new Nd4jBuffers(DECLARATION, DataType.FLOAT, 10);
    INDArray first = buffers.borrow(1, 10);
    long address = first.data().address();
    int depth = depth(first);
    buffers.giveBack(first);
    for (int n = 1; n < 50; n++) {
      INDArray again = buffers.borrow(1, 1 + n % 10); // short batches are views as well
      assertThat(again.data().address()).isEqualTo(address);
      assertThat(depth(again)).isLessThanOrEqualTo(depth + 1);
      buffers.giveBack(again);
    }
  }

  @Test
  void whatIsLentIsNotLentTwice() {
    var buffers = new Nd4jBuffers(DECLARATION, DataType.FLOAT, 2);
    INDArray one = buffers.borrow(1, 2).assign(1);
    INDArray two = buffers.borrow(1, 2).assign(2);
    assertThat(one.meanNumber().doubleValue()).isEqualTo(1);
    assertThat(two.meanNumber().doubleValue()).isEqualTo(2);
  }

  private static int depth(INDArray array) {
    int depth = 0;
    for (DataBuffer b = array.data(); b != null; b = b.originalDataBuffer()) {
      depth++;
    }
    return depth;
  }
}
