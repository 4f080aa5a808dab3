package dev.sonatina.net.client;

import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.ScriptVariable;
import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a script left behind from the texts that the wire carries. */
final class RemoteScriptResult {

  private static final byte[] NOTHING = {};

  private RemoteScriptResult() {}

  static ScriptResult read(ThalliumReader in, List<String> wanted) {
    Map<String, byte[]> texts = new HashMap<>();
    for (long count = in.readU64(); count > 0; count--) {
      String name = in.readString();
      texts.put(name, in.readBytes());
    }
    Map<String, ScriptVariable> variables = new LinkedHashMap<>();
    for (String name : wanted) {
      byte[] bytes = texts.getOrDefault(name, NOTHING);
      String text = new String(bytes, StandardCharsets.UTF_8);
      boolean isOutput = name.equals(ScriptRequest.OUTPUT_VARIABLE);
      String json = isOutput ? JsonWriter.write(JsonValue.of(text)) : json(text);
      variables.put(name, new ScriptVariable(bytes, json.getBytes(StandardCharsets.UTF_8)));
    }
    byte[] output = texts.getOrDefault(ScriptRequest.OUTPUT_VARIABLE, NOTHING);
    return new ScriptResult(variables, output, 0, "null");
  }

  /** Sonata's texts are JSON but for null, which is empty, and strings, which are not escaped. */
  private static String json(String text) {
    if (text.isEmpty()) {
      return "null";
    }
    try {
      JsonReader.read(text);
      return text;
    } catch (JsonFormatException e) {
      boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
      String inner = quoted ? text.substring(1, text.length() - 1) : text;
      return JsonWriter.write(JsonValue.of(inner));
    }
  }
}
