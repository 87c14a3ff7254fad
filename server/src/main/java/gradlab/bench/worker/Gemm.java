package gradlab.bench.worker;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The product of two square float matrices: what the machine can do at best. */
final class Gemm {
  private static final int WARMUP = 2;

  private Gemm() {}

  /** Of each multiplication of n x n matrices, after the warm-up. */
  static long[] nanos(int n, int repeats) {
    var a = Nd4j.rand(DataType.FLOAT, n, n);
    var b = Nd4j.rand(DataType.FLOAT, n, n);
    // BLAS writes columns; into any other order ND4J would copy the result
    var c = Nd4j.createUninitialized(DataType.FLOAT, new long[] {n, n}, 'f');
    var nanos = new long[repeats];
    for (int i = -WARMUP; i < repeats; i++) {
      long begun = System.nanoTime();
      Nd4j.gemm(a, b, c, false, false, 1, 0);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begun;
      }
    }
    return nanos;
  }
}
