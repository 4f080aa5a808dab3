package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.HeldMemory;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads configuration text as the original does.
 *
 * <p>A name reaches to the next equals sign, over line ends too; white space after that sign is
 * skipped, line ends too, so a name without value takes the next line for it. An array {@code k[] =
 * v} is one and the same array wherever its name appears again, even in another section. Empty
 * values are null until the first that is not, and empty strings then.
 */
final class IniReader {
  /** What an entry counts for besides its text. */
  private static final long ENTRY_BYTES = 64;

  private final StringValue text;
  private final int end;
  private final boolean hasSections;
  private final Meter meter;
  private final HeldMemory memory;
  private final MapValue result = MapValue.array();
  private final Map<StringValue, MapValue> arrays = new HashMap<>();
  private MapValue current = result;
  private Value emptyValue = NullValue.NULL;
  private int at;

  IniReader(StringValue text, boolean hasSections, Meter meter) {
    this.text = text;
    this.end = text.length();
    this.hasSections = hasSections;
    this.meter = meter;
    this.memory = new HeldMemory(meter);
  }

  MapValue read() {
    skipSpace();
    while (at < end) {
      int start = at;
      byte c = text.byteAt(at);
      if (c == ';' || c == '#') {
        skipTo('\n');
      } else if (c == '[') {
        readSection();
      } else {
        readEntry();
      }
      meter.step(1 + ((at - start) >> 5));
      memory.add(ENTRY_BYTES + (at - start));
      skipSpace();
    }
    return result;
  }

  private void readSection() {
    at++;
    int start = at;
    skipTo(']');
    StringValue name = trimmed(start, at);
    if (hasSections && !name.isEmpty()) {
      MapValue section = MapValue.array();
      result.put(name, section);
      current = section;
    }
    at++;
  }

  private void readEntry() {
    int start = at;
    int nameEnd = -1;
    MapValue target = current;
    while (at < end && text.byteAt(at) != '=') {
      if (nameEnd < 0 && text.byteAt(at) == '[') {
        nameEnd = at;
        if (nameEnd > start) {
          target = arrayOf(trimmed(start, nameEnd));
        }
        skipTo(']');
      }
      meter.checkpoint(at++);
    }
    boolean isArray = nameEnd >= 0;
    StringValue name = trimmed(start, Math.min(end, isArray ? nameEnd : at));
    if (name.isEmpty()) {
      while (at < end && (NumberReader.isSpace(text.byteAt(at)) || text.byteAt(at) == '=')) {
        meter.checkpoint(at++);
      }
      return;
    }
    at++;
    skipSpace();
    if (at < end) {
      Value value = readValue();
      if (isArray) {
        target.append(value);
      } else {
        target.put(name, value);
      }
    }
  }

  private MapValue arrayOf(StringValue name) {
    MapValue array = arrays.get(name);
    if (array == null) {
      array = MapValue.array();
      arrays.put(name, array);
      current.put(name, array);
    }
    return array;
  }

  private Value readValue() {
    int start = at;
    byte quote = text.byteAt(at);
    boolean isQuoted = quote == '"' || quote == '\'';
    if (isQuoted) {
      at++;
      while (at < end && (text.byteAt(at) != quote || text.byteAt(at - 1) == '\\')) {
        meter.checkpoint(at++);
      }
      at = Math.min(at + 1, end);
    } else {
      while (at < end && !isValueEnd()) {
        meter.checkpoint(at++);
      }
    }
    StringValue value = trimmed(start, at);
    if (isQuoted) {
      value = withoutQuotes(value, quote);
    }
    if (value.isEmpty()) {
      return emptyValue;
    }
    emptyValue = StringValue.EMPTY;
    return value;
  }

  private boolean isValueEnd() {
    byte c = text.byteAt(at);
    return c == ';' || c == '#' || (c == '\n' && text.byteAt(at - 1) != '\\');
  }

  private StringValue withoutQuotes(StringValue value, byte quote) {
    int from = 0;
    int to = value.length();
    while (from < to && value.byteAt(from) == quote) {
      meter.checkpoint(from++);
    }
    while (from < to && value.byteAt(to - 1) == quote) {
      meter.checkpoint(to--);
    }
    return value.substring(from, to);
  }

  private StringValue trimmed(int from, int to) {
    int start = from;
    int stop = Math.min(to, end);
    while (start < stop && NumberReader.isSpace(text.byteAt(start))) {
      meter.checkpoint(start++);
    }
    while (start < stop && NumberReader.isSpace(text.byteAt(stop - 1))) {
      meter.checkpoint(stop--);
    }
    return start < stop ? text.substring(start, stop) : StringValue.EMPTY;
  }

  private void skipSpace() {
    while (at < end && NumberReader.isSpace(text.byteAt(at))) {
      meter.checkpoint(at++);
    }
  }

  private void skipTo(int c) {
    while (at < end && text.byteAt(at) != c) {
      meter.checkpoint(at++);
    }
  }
}
