package gradlab.access;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code tokens.json} in the state directory, mode 0600. */
record TokenFile(Path path) {

  /** Whether no token was ever made. */
  boolean isMissing() {
    return !Files.exists(path);
  }

  List<AccessToken> read() throws IOException {
    if (isMissing()) {
      return List.of();
    }
    var text = new String(OwnerOnlyFile.read(path), StandardCharsets.UTF_8);
    try {
      var tokens = new ArrayList<AccessToken>();
      for (JsonElement element :
          JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("tokens")) {
        tokens.add(token(element.getAsJsonObject()));
      }
      return tokens;
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException
        | DateTimeException damaged) {
      throw new IOException(
          path + " is damaged: repair it, or delete it to make all tokens invalid", damaged);
    }
  }

  private static AccessToken token(JsonObject json) {
    return new AccessToken(
        json.get("id").getAsString(),
        json.get("name").getAsString(),
        Role.valueOf(json.get("role").getAsString().toUpperCase(Locale.ROOT)),
        json.get("sha256").getAsString(),
        Instant.parse(json.get("created").getAsString()),
        Optional.ofNullable(json.get("expires")).map(e -> Instant.parse(e.getAsString())));
  }

  void write(Collection<AccessToken> tokens) throws IOException {
    var array = new JsonArray();
    for (AccessToken token : tokens) {
      var json = new JsonObject();
      json.addProperty("id", token.id());
      json.addProperty("name", token.name());
      json.addProperty("role", token.role().label());
      json.addProperty("sha256", token.sha256());
      json.addProperty("created", token.created().toString());
      token.expires().ifPresent(e -> json.addProperty("expires", e.toString()));
      array.add(json);
    }
    var whole = new JsonObject();
    whole.add("tokens", array);
    String text = new GsonBuilder().setPrettyPrinting().create().toJson(whole) + "\n";
    OwnerOnlyFile.write(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
