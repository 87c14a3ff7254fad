package gradlab.weights.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip of NumPy array files, as numpy.savez and savez_compressed write it. */
final class NpzFile implements WeightsFile {
  private static final String SUFFIX = ".npy";

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  private NpzFile(ZipFile zip) {
    this.zip = zip;
  }

  static NpzFile open(Path file) throws IOException {
    NpzFile npz;
    try {
      npz = new NpzFile(new ZipFile(file.toFile()));
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new BadWeightsException("it is not a whole zip file: " + e.getMessage(), e);
    }
    try {
      npz.list();
      return npz;
    } catch (IOException | RuntimeException e) {
      npz.close();
      throw e;
    }
  }

  private void list() throws BadWeightsException {
    for (var found = zip.entries(); found.hasMoreElements(); ) {
      var entry = found.nextElement();
      String path = entry.getName();
      if (!path.endsWith(SUFFIX)) {
        throw new BadWeightsException(
            "it holds '%s', which is no .npy file: is it a npz?".formatted(path));
      }
      String name = path.substring(0, path.length() - SUFFIX.length());
      if (entries.put(name, entry) != null) {
        throw new BadWeightsException("it holds '%s' twice".formatted(name));
      }
    }
  }

  @Override
  public Set<String> names() {
    return entries.keySet();
  }

  @Override
  public long[] shape(String name) throws IOException {
    try (var in = open(entries.get(name))) {
      return NpyHeader.read(name, in).shape();
    } catch (ZipException | EOFException e) {
      throw damaged(name, e);
    }
  }

  @Override
  public float[] values(String name) throws IOException {
    var entry = entries.get(name);
    try (InputStream raw = open(entry)) {
      // ZipFile does not compare checksums.
      var checked = new CheckedInputStream(new BufferedInputStream(raw), new CRC32());
      var header = NpyHeader.read(name, checked);
      long elements = Shapes.bytes(name, header.shape(), header.type()) / header.type().bytes();
      if (elements > Integer.MAX_VALUE / Float.BYTES) {
        throw new BadWeightsException("'%s' is too large".formatted(name));
      }
      float[] values = NpyArray.floats(header, checked, (int) elements);
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw new BadWeightsException("'%s' is damaged: its checksum is wrong".formatted(name));
      }
      return values;
    } catch (ZipException | EOFException e) {
      throw damaged(name, e);
    }
  }

  /** ZipFile looks the entry up by its name again. */
  private InputStream open(ZipEntry entry) throws IOException {
    InputStream in = zip.getInputStream(entry);
    if (in == null) {
      throw new BadWeightsException("'%s' is not where the zip says".formatted(entry.getName()));
    }
    return in;
  }

  private static BadWeightsException damaged(String name, IOException e) {
    return new BadWeightsException("'%s' is damaged: %s".formatted(name, e.getMessage()), e);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
