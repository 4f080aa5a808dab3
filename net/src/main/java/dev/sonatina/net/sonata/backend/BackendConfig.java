package dev.sonatina.net.sonata.backend;

import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.BooleanValue;
import dev.sonatina.net.protocol.json.JsonValue.FloatNumber;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON configuration of a database. Keys that nobody asks for are ignored; a value of the wrong
 * type is refused with the text of the original's JSON library.
 */
public final class BackendConfig {

  private final JsonValue json;

  private BackendConfig(JsonValue json) {
    this.json = json;
  }

  /**
   * The configuration in a text.
   *
   * @throws BackendFault when it is no JSON
   */
  public static BackendConfig parse(String text) {
    try {
      return new BackendConfig(JsonReader.read(text));
    } catch (JsonFormatException e) {
      throw new BackendFault(e.text());
    }
  }

  public JsonValue json() {
    return json;
  }

  public boolean has(String key) {
    return object().members().containsKey(key);
  }

  /** The value of a key, null when there is none or when this is no object. */
  @Nullable JsonValue find(String key) {
    return json instanceof ObjectValue object ? object.get(key) : null;
  }

  public String string(String key, String fallback) {
    JsonValue value = object().get(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof StringValue string) {
      return string.value();
    }
    throw new BackendFault(ErrorTexts.wrongType("string", value.typeName()));
  }

  public boolean bool(String key, boolean fallback) {
    JsonValue value = object().get(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof BooleanValue truth) {
      return truth.value();
    }
    throw new BackendFault(ErrorTexts.wrongType("boolean", value.typeName()));
  }

  public long number(String key, long fallback) {
    JsonValue value = object().get(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof UnsignedNumber number) {
      return number.bits();
    }
    if (value instanceof IntegerNumber number) {
      return number.value();
    }
    if (value instanceof FloatNumber number) {
      return (long) number.value();
    }
    throw new BackendFault(ErrorTexts.wrongType("number", value.typeName()));
  }

  /** Lists of texts by name, none when there is no such key. */
  public Map<String, List<String>> textLists(String key) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    inner(key).object().members().forEach((name, value) -> lists.put(name, texts(value)));
    return lists;
  }

  private static List<String> texts(JsonValue value) {
    if (!(value instanceof ArrayValue array)) {
      throw new BackendFault(ErrorTexts.wrongType("array", value.typeName()));
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      if (!(element instanceof StringValue text)) {
        throw new BackendFault(ErrorTexts.wrongType("string", element.typeName()));
      }
      texts.add(text.value());
    }
    return texts;
  }

  /** The configuration of something inside this one, empty when there is none. */
  public BackendConfig inner(String key) {
    JsonValue value = object().get(key);
    return new BackendConfig(value == null ? new ObjectValue(Map.of()) : value);
  }

  private ObjectValue object() {
    if (json instanceof ObjectValue object) {
      return object;
    }
    throw new BackendFault(ErrorTexts.noMembers(json.typeName()));
  }

  @Override
  public String toString() {
    return JsonWriter.write(json);
  }
}
