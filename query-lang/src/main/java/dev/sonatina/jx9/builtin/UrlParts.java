package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes an address of the web apart as the original does. Parts that are missing are empty. */
final class UrlParts {
  private static final int PORT = 3;

  /** The names by number less one, in the order of the constants JX9_URL_…. */
  private static final String[] NAMES = {
    "scheme", "host", "port", "user", "pass", "path", "query", "fragment"
  };

  private final StringValue url;
  private final Meter meter;
  private final StringValue[] parts = new StringValue[NAMES.length];

  private UrlParts(StringValue url, Meter meter) {
    this.url = url;
    this.meter = meter;
    Arrays.fill(parts, StringValue.EMPTY);
  }

  /** The parts of {@code url}, null if it is malformed. */
  static @Nullable UrlParts of(StringValue url, Meter meter) {
    UrlParts result = new UrlParts(url, meter);
    return result.split() ? result : null;
  }

  /** The part with a number from 1, null if it is missing. */
  Value part(int number) {
    if (number < 1 || number > parts.length || parts[number - 1].isEmpty()) {
      return NullValue.NULL;
    }
    return value(number);
  }

  private Value value(int number) {
    StringValue part = parts[number - 1];
    if (number != PORT) {
      return part;
    }
    int port = (int) NumberReader.decimal(part.array(), part.length());
    return IntValue.of(port);
  }

  /** The parts that are there, by name. */
  MapValue toMap() {
    MapValue map = MapValue.array();
    for (int number = 1; number <= parts.length; number++) {
      if (!parts[number - 1].isEmpty()) {
        map.put(StringValue.of(NAMES[number - 1]), value(number));
      }
    }
    return map;
  }

  private boolean split() {
    int end = url.length();
    int slash = find('/', 0, end);
    if (slash < 0) {
      return splitHost(0, end);
    }
    int start = 0;
    boolean followsColon = slash > 0 && url.byteAt(slash - 1) == ':';
    if (followsColon) {
      set(1, skipSpace(0, slash - 1), slash - 1);
    }
    if (slash + 1 >= end || url.byteAt(slash + 1) != '/') {
      if (slash == 0 || followsColon) {
        return splitPath(slash);
      }
    } else {
      start = slash + 2;
      slash = find('/', start, end);
      if (slash < 0) {
        slash = end;
      }
    }
    return splitHost(start, slash) && splitPath(slash);
  }

  private boolean splitHost(int from, int to) {
    int start = from;
    int at = find('@', start, to);
    if (at == start) {
      start++;
    } else if (at > start) {
      int colon = find(':', start, at);
      set(4, start, colon < 0 ? at : colon);
      if (colon >= 0) {
        set(5, colon + 1, at);
      }
      start = at + 1;
    }
    start = skipSpace(start, to);
    int hostEnd = to;
    boolean isAddress = start < to && url.byteAt(start) == '[';
    if (isAddress) {
      int close = start + 1;
      while (close < url.length() && isAddressByte(url.byteAt(close))) {
        meter.checkpoint(close++);
      }
      if (close >= url.length() || url.byteAt(close) != ']') {
        return false;
      }
      set(2, start + 1, close);
      start = close + 1;
    }
    int colon = find(':', start, to);
    if (colon >= 0) {
      hostEnd = colon;
      set(3, colon + 1, to);
    }
    if (!isAddress) {
      set(2, start, hostEnd);
    }
    return true;
  }

  private static boolean isAddressByte(byte c) {
    return c == ':' || NumberReader.hexDigit(c) >= 0;
  }

  private boolean splitPath(int from) {
    int end = url.length();
    int question = find('?', from, end);
    int hash = find('#', from, end);
    if (question >= 0) {
      if (hash >= 0 && hash <= question) {
        return false;
      }
      set(7, question + 1, hash < 0 ? end : hash);
    }
    set(6, from, question >= 0 ? question : hash >= 0 ? hash : end);
    if (hash >= 0) {
      set(8, hash + 1, end);
    }
    return true;
  }

  private void set(int number, int from, int to) {
    parts[number - 1] = from < to ? url.substring(from, to) : StringValue.EMPTY;
  }

  private int find(char c, int from, int to) {
    for (int at = from; at < to; at++) {
      meter.checkpoint(at);
      if (url.byteAt(at) == c) {
        return at;
      }
    }
    return -1;
  }

  private int skipSpace(int from, int to) {
    int at = from;
    while (at < to && NumberReader.isSpace(url.byteAt(at))) {
      meter.checkpoint(at++);
    }
    return at;
  }
}
