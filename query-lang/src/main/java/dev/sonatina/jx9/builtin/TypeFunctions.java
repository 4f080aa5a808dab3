package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;

/** Questions about types, and conversions between them. */
final class TypeFunctions {
  private TypeFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("types")
        .function("is_bool(x)", "Whether x is a bool.", "is_bool(0)", "false", is(ValueType.BOOL))
        .function("is_int(x)", "Whether x is an int.", "is_int(5)", "true", is(ValueType.INT))
        .alias("is_integer", "is_int")
        .alias("is_long", "is_int")
        .function(
            "is_float(x)", "Whether x is a float.", "is_float(2.0)", "true", is(ValueType.FLOAT))
        .alias("is_real", "is_float")
        .alias("is_double", "is_float")
        .function(
            "is_string(x)",
            "Whether x is a string.",
            "is_string(\"5\")",
            "true",
            is(ValueType.STRING))
        .function(
            "is_null(x)",
            "Whether x is null; false without argument.",
            "is_null(null)",
            "true",
            is(ValueType.NULL))
        .function(
            "is_resource(x)",
            "Whether x is a resource.",
            "is_resource(1)",
            "false",
            is(ValueType.RESOURCE))
        .function(
            "is_array(x)",
            "Whether x is an array or an object.",
            "is_array({a:1})",
            "true",
            is(ValueType.MAP))
        .function(
            "is_object(x)",
            "Whether x is a map with the object flag.",
            "is_object([1])",
            "false",
            TypeFunctions::isObject)
        .function(
            "is_scalar(x)",
            "Whether x is a bool, int, float, string or null.",
            "is_scalar(null)",
            "true",
            (context, arguments) -> BoolValue.of(arguments.length > 0 && isScalar(arguments[0])))
        .function(
            "is_numeric(x)",
            "Whether x is a bool, a number, or a string with a digit after leading spaces and a sign.",
            "is_numeric(\"12abc\")",
            "true",
            (context, arguments) -> BoolValue.of(arguments.length > 0 && isNumeric(arguments[0])))
        .function(
            "intval(x)",
            "x converted to an int; 0 without argument.",
            "intval(\"0x1A\")",
            "26",
            (context, arguments) ->
                arguments.length == 0 ? IntValue.ZERO : IntValue.of(arguments[0].toInt()))
        .function(
            "floatval(x)",
            "x converted to a float, or to an int if it is whole; 0 without argument.",
            "floatval(\"1.5e3x\") + 0.25",
            "1500.25",
            (context, arguments) ->
                arguments.length == 0 ? IntValue.ZERO : FloatValue.reduce(arguments[0].toFloat()))
        .alias("douleval", "floatval")
        .function(
            "strval(x)",
            "x converted to a string; null without argument.",
            "strval([1,2])",
            "[1,2]",
            (context, arguments) ->
                arguments.length == 0 ? NullValue.NULL : Arguments.text(context, arguments, 0))
        .function(
            "empty(x)",
            "Whether x is null, zero, false, empty, or a string of zeros; true without argument.",
            "empty(\"00\")",
            "true",
            (context, arguments) -> BoolValue.of(arguments.length == 0 || isEmpty(arguments[0])))
        .function(
            "gettype(x)",
            "The type's name: null, bool, int, float, string, JSON Array, JSON Object or resource.",
            "gettype({a:1})",
            "JSON Object",
            (context, arguments) ->
                StringValue.of(arguments.length == 0 ? "null" : arguments[0].typeName()))
        .function(
            "get_resource_type(x)",
            "A name for the resource x; false if it is none.",
            "get_resource_type(1)",
            "false",
            TypeFunctions::resourceType)
        .function(
            "dump(x, …)",
            "Prints type, size and value of each argument, a line each.",
            "dump(\"ab\", 5);",
            "string(2 'ab')\nint(5)\n",
            TypeFunctions::dump);
  }

  private static NativeFunction is(ValueType type) {
    return (context, arguments) -> BoolValue.of(Arguments.isType(arguments, 0, type));
  }

  private static Value isObject(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    return BoolValue.of(map != null && map.isObject());
  }

  private static boolean isScalar(Value value) {
    return value.type() != ValueType.MAP && value.type() != ValueType.RESOURCE;
  }

  static boolean isNumeric(Value value) {
    return switch (value.type()) {
      case BOOL, INT, FLOAT -> true;
      case STRING ->
          NumberReader.isNumeric(((StringValue) value).array(), ((StringValue) value).length());
      default -> false;
    };
  }

  /** Differs from the conversion to bool for the string "false" only. */
  private static boolean isEmpty(Value value) {
    return value instanceof StringValue text
        ? NumberReader.isZeros(text.array(), text.length())
        : !value.toBool();
  }

  private static Value resourceType(CallContext context, Value[] arguments) {
    if (!Arguments.isType(arguments, 0, ValueType.RESOURCE)) {
      return BoolValue.FALSE;
    }
    String id = arguments[0].toString();
    return StringValue.of("resID_" + id.substring(id.indexOf("0x")));
  }

  private static Value dump(CallContext context, Value[] arguments) {
    for (Value value : arguments) {
      ByteBuilder out = new ByteBuilder(64, context.meter());
      out.append(value.typeName());
      if (!value.isNull()) {
        StringValue text = value.toStringValue(context.meter());
        out.append('(');
        if (value instanceof MapValue map) {
          out.appendInt(map.size()).append(' ').append(text);
        } else if (value.type() == ValueType.STRING) {
          out.appendInt(text.length()).append(" '").append(text).append('\'');
        } else {
          out.append(text);
        }
        out.append(')');
      }
      context.print(out.append('\n').finish());
    }
    return NullValue.NULL;
  }
}
