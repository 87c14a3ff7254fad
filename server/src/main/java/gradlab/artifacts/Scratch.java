package gradlab.artifacts;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** A temporary file: written once, then read once, gone when closed. */
public final class Scratch implements AutoCloseable {
  private final FileChannel channel;
  private final Runnable whenClosed;
  private boolean closed;

  Scratch(FileChannel channel, Runnable whenClosed) {
    this.channel = channel;
    this.whenClosed = whenClosed;
  }

  /** Close or flush it before {@link #in}; LimitReached where the disk is full. */
  public OutputStream out() {
    return new BufferedOutputStream(new ToChannel(), 1 << 16);
  }

  private final class ToChannel extends OutputStream {
    private final OutputStream out = Channels.newOutputStream(channel);

    @Override
    public void write(int oneByte) {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw ArtifactStore.notWritten(e);
      }
    }
  }

  /** What was written, from the beginning; closing it closes this. */
  public InputStream in() throws IOException {
    channel.position(0);
    var content = Channels.newInputStream(channel);
    return new FilterInputStream(content) {
      @Override
      public void close() throws IOException {
        Scratch.this.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } finally {
      whenClosed.run();
    }
  }
}
