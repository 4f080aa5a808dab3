package dev.sonatina.conformance.unqlite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sonatina.jx9.value.FloatPrinter;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.Value;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Values of scripts as the JSON that the original prints of them. */
final class ValueNodes {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ValueNodes() {}

  /** The JSON of a value; null is JSON's null. */
  static JsonNode of(@Nullable Value value) {
    if (value == null) {
      return NODES.nullNode();
    }
    return switch (value.type()) {
      case NULL, RESOURCE -> NODES.nullNode();
      case BOOL -> NODES.booleanNode(value.toBool());
      case INT -> NODES.numberNode(value.toInt());
      case FLOAT -> NODES.numberNode(Double.parseDouble(FloatPrinter.print(value.toFloat())));
      case STRING -> NODES.textNode(value.toString());
      case MAP -> ofMap((MapValue) value);
    };
  }

  private static JsonNode ofMap(MapValue map) {
    ObjectNode object = NODES.objectNode();
    ArrayNode array = NODES.arrayNode();
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      JsonNode member = of(map.valueAt(at));
      if (map.isObject()) {
        object.set(map.keyAt(at).toStringValue().toString(), member);
      } else {
        array.add(member);
      }
    }
    return map.isObject() ? object : array;
  }

  /** Whether the members of all objects, which are equal otherwise, come in the same order. */
  static boolean haveSameOrder(JsonNode a, JsonNode b) {
    Iterator<String> names = a.fieldNames();
    Iterator<String> otherNames = b.fieldNames();
    while (names.hasNext() && otherNames.hasNext()) {
      if (!names.next().equals(otherNames.next())) {
        return false;
      }
    }
    Iterator<JsonNode> elements = a.elements();
    Iterator<JsonNode> others = b.elements();
    while (elements.hasNext() && others.hasNext()) {
      if (!haveSameOrder(elements.next(), others.next())) {
        return false;
      }
    }
    return true;
  }
}
