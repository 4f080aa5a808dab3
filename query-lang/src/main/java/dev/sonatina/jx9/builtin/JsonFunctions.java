package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.JsonText;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** JSON text. */
final class JsonFunctions {
  private JsonFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("json")
        .function(
            "json_encode(x)",
            "x as JSON text; control characters stay as they are, and nothing deeper than 32 levels shows.",
            "json_encode({a: [1, \"x\"]})",
            "{\"a\":[1,\"x\"]}",
            (context, arguments) ->
                arguments.length == 0
                    ? BoolValue.FALSE
                    : JsonText.encode(arguments[0], context.meter()))
        .function(
            "json_decode(s)",
            "The value that JSON text stands for; null if the text is not acceptable.",
            "$o = json_decode('{\"a\":[1,2]}'); print $o.a;",
            "[1,2]",
            JsonFunctions::decode);
  }

  private static Value decode(CallContext context, Value[] arguments) {
    StringValue text = Arguments.string(arguments, 0);
    Value value = text == null ? null : JsonText.decode(text, context.meter());
    return value == null ? NullValue.NULL : value;
  }
}
