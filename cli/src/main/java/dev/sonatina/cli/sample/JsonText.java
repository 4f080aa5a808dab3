package dev.sonatina.cli.sample;

/**
 * Writes JSON as compactly as Chimbuko does. The caller sees to it that members and brackets match.
 * Not thread-safe.
 */
final class JsonText {

  private final StringBuilder text = new StringBuilder(8 * 1024);

  /** Starts an object or array, as a value. */
  JsonText open(char bracket) {
    separate();
    text.append(bracket);
    return this;
  }

  JsonText close(char bracket) {
    text.append(bracket);
    return this;
  }

  /** The name of a member, whose value comes next. */
  JsonText name(String name) {
    separate();
    text.append('"').append(name).append("\":");
    return this;
  }

  JsonText value(long value) {
    separate();
    text.append(value);
    return this;
  }

  JsonText value(boolean value) {
    separate();
    text.append(value);
    return this;
  }

  /** A number with at most six decimals, and without any if it is whole. */
  JsonText decimal(double value) {
    separate();
    double rounded = Math.rint(value * 1e6) / 1e6;
    if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
      text.append((long) rounded);
    } else {
      text.append(rounded);
    }
    return this;
  }

  JsonText value(String value) {
    separate();
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
    return this;
  }

  /** A value that is JSON already. */
  JsonText raw(String json) {
    separate();
    text.append(json);
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Puts a comma where the last thing written was a value. */
  private void separate() {
    if (text.length() > 0) {
      char last = text.charAt(text.length() - 1);
      if (last != '{' && last != '[' && last != ':') {
        text.append(',');
      }
    }
  }
}
