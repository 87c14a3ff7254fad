package gradlab.weights.format;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of contents of a safetensors file: JSON, read strictly. */
final class SafetensorsHeader {
  private static final String METADATA = "__metadata__";

  /**
   * @param begin of the elements, in bytes behind the header; {@code end} is the first byte after
   */
  record Entry(ElementType type, long[] shape, long begin, long end) {}

  private final JsonReader json;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private SafetensorsHeader(String text) {
    json = new JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
  }

  /**
   * @throws BadWeightsException if it is no such table, or a tensor's offsets do not fit its shape
   */
  static Map<String, Entry> parse(String text) throws IOException {
    var header = new SafetensorsHeader(text);
    try {
      header.read();
    } catch (BadWeightsException e) {
      throw e;
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException // a token of another kind than is asked for
        | NumberFormatException
        | JsonParseException e) {
      throw new BadWeightsException(
          "its header is not the JSON of a safetensors file, at " + header.json.getPath(), e);
    }
    return header.entries;
  }

  private void read() throws IOException {
    json.beginObject();
    boolean metadata = false;
    while (json.hasNext()) {
      String name = json.nextName();
      if (!name.equals(METADATA)) {
        if (entries.put(name, entry(name)) != null) {
          throw new BadWeightsException("it holds '%s' twice".formatted(name));
        }
      } else if (metadata) {
        throw new BadWeightsException("it holds '%s' twice".formatted(name));
      } else {
        metadata = true;
        skipMetadata();
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new BadWeightsException("its header goes on after the JSON object");
    }
  }

  private void skipMetadata() throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      json.nextName();
      require(JsonToken.STRING, METADATA);
      json.nextString();
    }
    json.endObject();
  }

  private Entry entry(String name) throws IOException {
    Optional<ElementType> type = Optional.empty();
    Optional<long[]> shape = Optional.empty();
    Optional<long[]> offsets = Optional.empty();
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      switch (key) {
        case "dtype" -> type = Optional.of(type(name, json.nextString()));
        case "shape" -> shape = Optional.of(numbers(name));
        case "data_offsets" -> offsets = Optional.of(numbers(name));
        default ->
            throw new BadWeightsException("'%s' has the unknown field '%s'".formatted(name, key));
      }
    }
    json.endObject();
    if (type.isEmpty() || shape.isEmpty() || offsets.isEmpty() || offsets.get().length != 2) {
      throw new BadWeightsException(
          "'%s' must have a dtype, a shape and two data_offsets".formatted(name));
    }
    var entry = new Entry(type.get(), shape.get(), offsets.get()[0], offsets.get()[1]);
    long bytes = Shapes.bytes(name, entry.shape, entry.type);
    if (entry.end < entry.begin || entry.end - entry.begin != bytes) {
      throw new BadWeightsException(
          "the data_offsets %d to %d of '%s' do not fit its shape %s of %s"
              .formatted(entry.begin, entry.end, name, Shapes.text(entry.shape), entry.type));
    }
    return entry;
  }

  private static ElementType type(String name, String dtype) throws BadWeightsException {
    return ElementType.ofSafetensors(dtype)
        .orElseThrow(
            () ->
                new BadWeightsException("'%s' has the unknown dtype '%s'".formatted(name, dtype)));
  }

  /** Whole numbers from 0 on; JsonReader would also take 1.0 and "1". */
  private long[] numbers(String name) throws IOException {
    List<Long> numbers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      require(JsonToken.NUMBER, name);
      String digits = json.nextString();
      if (!digits.matches("\\d{1,18}") || numbers.size() == Shapes.MOST_DIMENSIONS) {
        throw new BadWeightsException("'%s' has impossible sizes".formatted(name));
      }
      numbers.add(Long.parseLong(digits));
    }
    json.endArray();
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private void require(JsonToken wanted, String where) throws IOException {
    if (json.peek() != wanted) {
      throw new BadWeightsException("'%s' has a %s too many".formatted(where, json.peek()));
    }
  }
}
