package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** Configuration text, and addresses of the web. */
final class TextFormatFunctions {
  private TextFormatFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("formats")
        .function(
            "parse_ini_string(s [, hasSections])",
            "The map that configuration text stands for: lines k = v and k[] = v, comments after ; and #, sections in"
                + " brackets; false unless s is a string.",
            "parse_ini_string(\"a = 1\\nb = 'x y'\")",
            "{\"a\":\"1\",\"b\":\"x y\"}",
            TextFormatFunctions::parseIni)
        .function(
            "parse_url(s [, part])",
            "A map of scheme, host, port, user, pass, path, query and fragment, or the part of that number, from 1; false if s"
                + " is not a non-empty string.",
            "parse_url(\"http://u@h:80/p?q#f\")",
            "{\"scheme\":\"http\",\"host\":\"h\",\"port\":80,\"user\":\"u\",\"path\":\"/p\",\"query\":\"q\",\"fragment\":\"f\"}",
            TextFormatFunctions::parseUrl);
  }

  private static Value parseIni(CallContext context, Value[] arguments) {
    StringValue text = Arguments.string(arguments, 0);
    if (text == null) {
      return BoolValue.FALSE;
    }
    return new IniReader(text, Arguments.flag(arguments, 1), context.meter()).read();
  }

  private static Value parseUrl(CallContext context, Value[] arguments) {
    StringValue text = Arguments.string(arguments, 0);
    if (text == null || text.isEmpty()) {
      return BoolValue.FALSE;
    }
    Arguments.scan(context, text.length());
    UrlParts parts = UrlParts.of(text, context.meter());
    if (parts == null) {
      return BoolValue.FALSE;
    }
    return arguments.length > 1 ? parts.part(Arguments.int32(arguments, 1, 0)) : parts.toMap();
  }
}
