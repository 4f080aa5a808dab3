package dev.sonatina.jx9;

import dev.sonatina.jx9.value.StringValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiled scripts by text, least recently used first to go. Thread-safe. */
final class ScriptCache {
  private static final int SCRIPTS_MAX = 256;
  private static final int TEXT_BYTES_MAX = 256 * 1024;

  private final Map<StringValue, Script> scripts = new LinkedHashMap<>(16, 0.75f, true);
  private int textBytes;

  synchronized @Nullable Script get(StringValue text) {
    return scripts.get(text);
  }

  synchronized void put(StringValue text, Script script) {
    if (text.length() > TEXT_BYTES_MAX / 4) {
      return;
    }
    if (scripts.put(text, script) == null) {
      textBytes += text.length();
    }
    var oldest = scripts.entrySet().iterator();
    while (scripts.size() > SCRIPTS_MAX || textBytes > TEXT_BYTES_MAX) {
      textBytes -= oldest.next().getKey().length();
      oldest.remove();
    }
  }
}
