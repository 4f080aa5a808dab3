package dev.sonatina.conformance.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares answers as JSON values: integers exactly, other numbers as closely as the 15 digits
 * allow that the original prints, objects without regard to the order of members.
 */
public final class JsonComparison {

  private static final int SHOWN_LENGTH_MAX = 120;

  private final double relativeTolerance;
  private final double absoluteTolerance;

  private JsonComparison(double relativeTolerance, double absoluteTolerance) {
    this.relativeTolerance = relativeTolerance;
    this.absoluteTolerance = absoluteTolerance;
  }

  /** For answers that the original printed with 15 significant digits. */
  public static JsonComparison ofFifteenDigits() {
    return new JsonComparison(1e-12, 0);
  }

  /** For numbers that only need to be about right, by either measure. */
  public static JsonComparison within(double tolerance) {
    return new JsonComparison(tolerance, tolerance);
  }

  /** The first difference, with the place where it is; empty when there is none. */
  public Optional<String> difference(JsonNode expected, JsonNode actual) {
    return difference("", expected, actual);
  }

  private Optional<String> difference(String path, JsonNode expected, JsonNode actual) {
    if (expected.isNumber() && actual.isNumber()) {
      return equalNumbers(expected, actual) ? Optional.empty() : differs(path, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      return arrayDifference(path, expected, actual);
    }
    if (expected.isObject() && actual.isObject()) {
      return objectDifference(path, expected, actual);
    }
    return expected.equals(actual) ? Optional.empty() : differs(path, expected, actual);
  }

  private Optional<String> arrayDifference(String path, JsonNode expected, JsonNode actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      Optional<String> found = difference(path + "[" + i + "]", expected.get(i), actual.get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return expected.size() == actual.size()
        ? Optional.empty()
        : Optional.of(
            at(path)
                + "expected "
                + expected.size()
                + " elements, found "
                + actual.size()
                + ": "
                + shown(actual));
  }

  private Optional<String> objectDifference(String path, JsonNode expected, JsonNode actual) {
    Set<String> names = new TreeSet<>();
    expected.properties().forEach(member -> names.add(member.getKey()));
    actual.properties().forEach(member -> names.add(member.getKey()));
    for (String name : names) {
      if (!actual.has(name)) {
        return Optional.of(at(path) + "member " + name + " is missing");
      }
      if (!expected.has(name)) {
        return Optional.of(at(path) + "member " + name + " was not expected");
      }
      Optional<String> found = difference(path + "." + name, expected.get(name), actual.get(name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean equalNumbers(JsonNode expected, JsonNode actual) {
    if (expected.isIntegralNumber() && actual.isIntegralNumber() && absoluteTolerance == 0) {
      return expected.bigIntegerValue().equals(actual.bigIntegerValue());
    }
    double a = expected.doubleValue();
    double b = actual.doubleValue();
    double distance = Math.abs(a - b);
    return a == b
        || distance <= relativeTolerance * Math.max(Math.abs(a), Math.abs(b))
        || distance <= absoluteTolerance;
  }

  private static Optional<String> differs(String path, JsonNode expected, JsonNode actual) {
    return Optional.of(at(path) + "expected " + shown(expected) + ", found " + shown(actual));
  }

  private static String at(String path) {
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "…";
  }
}
