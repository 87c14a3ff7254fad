package gradlab.dataset.prepare;

import gradlab.dataset.Progress;
import gradlab.dataset.Stage;
import gradlab.domain.GradlabException.BadDataset;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/** Gets the archive into its .part file, going on from what is there already. */
final class Download {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private static final String AGAIN = "; run `gradlab dataset prepare` again to go on from there.";
  private static final String OTHER_WAYS =
      "Try again later, set "
          + DatasetArchive.ENVIRONMENT_VARIABLE
          + " to another address of the same archive, or unpack it yourself and name the folder with"
          + " --data-dir.";

  private final DatasetArchive archive;
  private final DownloadLimits limits;
  private final Disk disk;
  private final Path part;
  private final Progress progress;
  private final HttpClient client;

  Download(DatasetArchive archive, DownloadLimits limits, Disk disk, Path part, Progress progress) {
    this.archive = archive;
    this.limits = limits;
    this.disk = disk;
    this.part = part;
    this.progress = progress;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /** Returns when the .part file is the whole archive as far as its length tells. */
  void run() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      long before = have();
      try {
        attempt(before);
        return;
      } catch (IOException e) {
        if (attempt >= limits.attempts() || have() <= before) {
          throw new BadDataset(failure(e), e);
        }
        Thread.sleep(limits.pause().toMillis());
      }
    }
  }

  private void attempt(long from) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(archive.uri()).timeout(limits.stall()).GET();
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    try (BodyQueue body = new BodyQueue(limits.stall())) {
      response.body().subscribe(body);
      Optional<ContentRange> range =
          response.headers().firstValue("Content-Range").flatMap(ContentRange::parse);
      switch (response.statusCode()) {
        case OK -> // also the answer of a server that knows no ranges: from the start then
            receive(body, 0, response.headers().firstValueAsLong("Content-Length").orElse(0));
        case PARTIAL -> {
          if (range.isEmpty() || range.get().first() != from) {
            restart("the server sent another range than was asked for");
          }
          receive(body, from, range.get().total());
        }
        case RANGE_NOT_SATISFIABLE -> {
          if (range.isEmpty() || range.get().total() != from) {
            restart("the part on disk is longer than the file on the server");
          }
          progress.report(Stage.DOWNLOADING, from, from); // complete already
        }
        default -> throw new BadDataset(refusal(response.statusCode()));
      }
    }
  }

  /** Forgets the part and begins again; only a part can lead here, so it cannot happen twice. */
  private void restart(String why) throws IOException, InterruptedException {
    if (have() == 0) {
      throw new IOException(why);
    }
    Files.delete(part);
    attempt(0);
  }

  private void receive(BodyQueue body, long from, long total)
      throws IOException, InterruptedException {
    DiskWriter.checkRoom(
        disk, part.getParent(), Math.max(0, total - from) + archive.unpackedBytes());
    long done = from;
    byte[] chunk = new byte[1 << 16];
    try (DiskWriter out =
        new DiskWriter(disk, part, from > 0, "What has arrived is kept in " + part + AGAIN)) {
      progress.report(Stage.DOWNLOADING, from, total);
      for (Optional<List<ByteBuffer>> next = body.next(); next.isPresent(); next = body.next()) {
        for (ByteBuffer buffer : next.get()) {
          while (buffer.hasRemaining()) {
            int length = Math.min(chunk.length, buffer.remaining());
            buffer.get(chunk, 0, length);
            out.write(chunk, length);
            done += length;
          }
        }
        progress.report(Stage.DOWNLOADING, done, total);
      }
    }
    if (total > 0 && done != total) {
      throw new IOException("the connection was cut after " + done + " of " + total + " bytes");
    }
  }

  private long have() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private String failure(IOException e) throws IOException {
    boolean wordless = e.getMessage() == null; // so is a refused connection
    String reason = wordless ? "no connection" : e.getMessage();
    boolean more = !wordless && e.getCause() != null && e.getCause().getMessage() != null;
    String cause = more ? " (" + e.getCause().getMessage() + ")" : "";
    String next =
        have() > 0
            ? String.format("%,d bytes are kept in %s%s", have(), part, AGAIN)
            : "Nothing has arrived yet. " + OTHER_WAYS;
    return "cannot download " + archive.uri() + ": " + reason + cause + ". " + next;
  }

  private String refusal(int status) {
    return archive.uri() + ": the server answered with status " + status + ". " + OTHER_WAYS;
  }
}
