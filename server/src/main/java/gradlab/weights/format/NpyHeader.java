package gradlab.weights.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The beginning of a NumPy array file: versions 1, 2 and 3.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
record NpyHeader(
    String name, ElementType type, ByteOrder order, boolean fortranOrder, long[] shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** 32 sizes take 700 bytes. */
  private static final int LONGEST = 1 << 16;

  private static final Pattern ENTRY =
      Pattern.compile("\\s*+'(\\w++)'\\s*+:\\s*+('[^']*+'|True|False|\\([^()]*+\\))\\s*+(,|$)");
  private static final Pattern DESCR = Pattern.compile("'([<>|=])([a-z]\\d{1,2})'");
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /**
   * Leaves the stream at the first element.
   *
   * @param name of the array, for messages
   */
  static NpyHeader read(String name, InputStream in) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw new BadWeightsException("'%s' is not a NumPy array file".formatted(name));
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new BadWeightsException(
          "'%s' is a NumPy file of version %d; 1 to 3 are read".formatted(name, version));
    }
    byte[] size = in.readNBytes(version == 1 ? 2 : 4);
    var numbers =
        ByteBuffer.wrap(Arrays.copyOf(size, Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    int length = numbers.getInt();
    if (length < 0 || length > LONGEST) {
      throw new BadWeightsException("'%s' has an impossible header length".formatted(name));
    }
    byte[] text = in.readNBytes(length);
    if (size.length < (version == 1 ? 2 : 4) || text.length < length) {
      throw new BadWeightsException("the header of '%s' is cut off".formatted(name));
    }
    return of(name, new String(text, StandardCharsets.UTF_8).strip());
  }

  private static NpyHeader of(String name, String dictionary) throws BadWeightsException {
    var entries = entries(name, dictionary);
    var descr = DESCR.matcher(entries.get("descr"));
    var type =
        descr.matches() ? ElementType.ofNumpy(descr.group(2)) : Optional.<ElementType>empty();
    String fortran = entries.get("fortran_order");
    String shape = entries.get("shape");
    if (type.isEmpty() || shape.charAt(0) != '(' || !fortran.matches("True|False")) {
      throw unreadable(name, dictionary);
    }
    // '=' and '|' do not occur in files of numbers wider than a byte; NumPy writes < or >.
    var order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(
        name, type.get(), order, fortran.equals("True"), shape(name, dictionary, shape));
  }

  private static Map<String, String> entries(String name, String dictionary)
      throws BadWeightsException {
    if (!dictionary.startsWith("{") || !dictionary.endsWith("}")) {
      throw unreadable(name, dictionary);
    }
    String inside = dictionary.substring(1, dictionary.length() - 1).strip();
    var entries = new HashMap<String, String>();
    var matcher = ENTRY.matcher(inside);
    int at = 0;
    while (at < inside.length() && matcher.region(at, inside.length()).lookingAt()) {
      if (entries.put(matcher.group(1), matcher.group(2)) != null) {
        throw unreadable(name, dictionary);
      }
      at = matcher.end();
    }
    if (at < inside.length() || !entries.keySet().equals(KEYS)) {
      throw unreadable(name, dictionary);
    }
    return entries;
  }

  private static long[] shape(String name, String dictionary, String tuple)
      throws BadWeightsException {
    String[] sizes = tuple.substring(1, tuple.length() - 1).strip().split("\\s*,\\s*", -1);
    // "(3,)" and "(3, 4,)" end in a comma; "()" is a single number
    boolean comma = sizes[sizes.length - 1].isEmpty();
    int dimensions = sizes.length - (comma ? 1 : 0);
    if (dimensions > Shapes.MOST_DIMENSIONS) {
      throw unreadable(name, dictionary);
    }
    var shape = new long[dimensions];
    for (int d = 0; d < dimensions; d++) {
      if (!sizes[d].matches("\\d{1,18}")) {
        throw unreadable(name, dictionary);
      }
      shape[d] = Long.parseLong(sizes[d]);
    }
    return shape;
  }

  private static BadWeightsException unreadable(String name, String dictionary) {
    String shown = dictionary.length() > 120 ? dictionary.substring(0, 120) + "..." : dictionary;
    return new BadWeightsException(
        "the header of '%s' cannot be read as that of an array of numbers: %s"
            .formatted(name, shown.replaceAll("\\p{Cntrl}", "?")));
  }
}
