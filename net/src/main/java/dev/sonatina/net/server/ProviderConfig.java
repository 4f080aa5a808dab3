package dev.sonatina.net.server;

import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The databases that providers offer from the start, read from JSON in Sonata's form or in
 * Bedrock's.
 *
 * <pre>
 *   {"databases": [{"name": …, "type": …, "mode": "create" | "attach", "config": {…}}]}
 *
 *   {"providers": [{"type": "sonata", "provider_id": 3, "config": {"databases": […]}}]}
 * </pre>
 *
 * @param databases in the order of the text
 */
public record ProviderConfig(List<DatabaseConfig> databases) {

  /**
   * One database.
   *
   * @param create whether it is made, rather than opened
   * @param config its configuration as JSON
   */
  public record DatabaseConfig(
      int provider, String name, String type, boolean create, String config) {}

  public ProviderConfig {
    databases = List.copyOf(databases);
  }

  /** No databases. */
  public static ProviderConfig empty() {
    return new ProviderConfig(List.of());
  }

  /**
   * The databases that a text names; in Sonata's form they belong to provider 0.
   *
   * @throws IllegalArgumentException with the original's words
   */
  public static ProviderConfig parse(String text) {
    JsonValue json;
    try {
      json = JsonReader.read(text);
    } catch (JsonFormatException e) {
      throw new IllegalArgumentException(
          "Could not parse JSON configuration for provider: " + e.text(), e);
    }
    List<DatabaseConfig> found = new ArrayList<>();
    if (member(json, "providers") instanceof ArrayValue providers) {
      for (JsonValue provider : providers.elements()) {
        readProvider(provider, found);
      }
    } else {
      readDatabases(json, 0, found);
    }
    return new ProviderConfig(found);
  }

  private static void readProvider(JsonValue provider, List<DatabaseConfig> found) {
    JsonValue type = member(provider, "type");
    if (type instanceof StringValue name && !name.value().equals("sonata")) {
      throw new IllegalArgumentException("provider type: " + name.value() + " (expected: sonata)");
    }
    JsonValue config = member(provider, "config");
    if (config != null) {
      readDatabases(config, providerId(member(provider, "provider_id")), found);
    }
  }

  private static int providerId(@Nullable JsonValue value) {
    if (value == null) {
      return 0;
    }
    long id =
        value instanceof UnsignedNumber number
            ? number.bits()
            : value instanceof IntegerNumber number ? number.value() : -1;
    if (id < 0 || id > 0xfffe) {
      throw new IllegalArgumentException(
          "provider_id: " + JsonWriter.write(value) + " (expected: 0 to 65534)");
    }
    return (int) id;
  }

  private static void readDatabases(JsonValue json, int provider, List<DatabaseConfig> found) {
    JsonValue databases = member(json, "databases");
    if (databases == null) {
      return;
    }
    if (!(databases instanceof ArrayValue list)) {
      throw new IllegalArgumentException(
          "\"databases\" field in JSON configuration should be an array");
    }
    for (JsonValue database : list.elements()) {
      found.add(readDatabase(database, provider));
    }
  }

  private static DatabaseConfig readDatabase(JsonValue database, int provider) {
    String name = text(database, "name");
    String type = text(database, "type");
    String mode = string(database, "mode");
    if (!mode.equals("create") && !mode.equals("attach")) {
      throw new IllegalArgumentException(
          "\"mode\" field in database configuration should be either \"create\" or \"attach\"");
    }
    JsonValue config = member(database, "config");
    if (config == null) {
      config = new ObjectValue(Map.of());
    } else if (!(config instanceof ObjectValue)) {
      throw new IllegalArgumentException(
          "\"config\" field in database configuration should be an object");
    }
    return new DatabaseConfig(
        provider, name, type, mode.equals("create"), JsonWriter.write(config));
  }

  private static String text(JsonValue database, String field) {
    String value = string(database, field);
    if (value.isEmpty()) {
      throw new IllegalArgumentException("Empty \"" + field + "\" field in database configuration");
    }
    return value;
  }

  private static String string(JsonValue database, String field) {
    JsonValue value = member(database, field);
    if (value == null) {
      throw new IllegalArgumentException(
          "\"" + field + "\" field missing from database configuration");
    }
    if (value instanceof StringValue string) {
      return string.value();
    }
    throw new IllegalArgumentException(
        "\"" + field + "\" field in database configuration should be a string");
  }

  private static @Nullable JsonValue member(JsonValue json, String name) {
    return json instanceof ObjectValue object ? object.get(name) : null;
  }
}
