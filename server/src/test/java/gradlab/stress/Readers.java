package gradlab.stress;

import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.TrainingServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that follow one run; every event of each is looked at. */
public final class Readers implements AutoCloseable {
  private static final int PER_CONNECTION = 100;

  private final AtomicLong delivered = new AtomicLong();
  private final List<Reader> reading = new ArrayList<>();
  private final List<Reader> stalled = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final CountDownLatch ended;

  /**
   * @param fromSeq the first event they ask for, from 1
   * @param stalled how many ask for the run and then read nothing
   */
  public Readers(String endpoint, String run, long fromSeq, int reading, int stalled) {
    ended = new CountDownLatch(reading);
    for (int i = 0; i < reading + stalled; i++) {
      if (i % PER_CONNECTION == 0) {
        channels.add(NettyChannelBuilder.forTarget(endpoint).usePlaintext().build());
      }
      var reader = new Reader(channels.get(channels.size() - 1), fromSeq);
      (i < reading ? this.reading : this.stalled).add(reader);
      reader.follow(run, fromSeq, i < reading);
    }
  }

  /** Events, of all readers. */
  public long delivered() {
    return delivered.get();
  }

  /** Waits for the run's end. False where it does not come to all. */
  public boolean awaitEnd() throws InterruptedException {
    return ended.await(120, TimeUnit.SECONDS);
  }

  /** Readers that have not had every event up to this one, each once and in order. */
  public long wrong(long lastSeq) {
    return reading.stream().filter(r -> r.gaps > 0 || r.seq != lastSeq || !r.complete).count();
  }

  @Override
  public void close() {
    reading.forEach(Reader::cancel);
    stalled.forEach(Reader::cancel);
    channels.forEach(ManagedChannel::shutdownNow);
  }

  private final class Reader extends ClientCall.Listener<StreamMetricsResponse> {
    private final ClientCall<StreamMetricsRequest, StreamMetricsResponse> call;

    // Written by gRPC's thread for this call alone.
    private volatile long seq;
    private volatile long gaps;
    private volatile boolean complete;

    Reader(ManagedChannel channel, long fromSeq) {
      seq = fromSeq - 1;
      call = channel.newCall(TrainingServiceGrpc.getStreamMetricsMethod(), CallOptions.DEFAULT);
    }

    void follow(String run, long fromSeq, boolean reads) {
      call.start(this, new Metadata());
      call.sendMessage(StreamMetricsRequest.newBuilder().setRunId(run).setFromSeq(fromSeq).build());
      call.halfClose();
      if (reads) {
        call.request(1);
      }
    }

    @Override
    public void onMessage(StreamMetricsResponse message) {
      if (message.hasEvent()) {
        delivered.incrementAndGet();
        long got = message.getEvent().getSeq();
        gaps += got == seq + 1 ? 0 : 1;
        seq = got;
      }
      call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      complete = status.isOk();
      ended.countDown();
    }

    void cancel() {
      call.cancel("done", null);
    }
  }
}
