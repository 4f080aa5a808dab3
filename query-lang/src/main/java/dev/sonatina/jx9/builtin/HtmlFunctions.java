package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/** Entities of HTML. */
final class HtmlFunctions {
  private static final int QUOTES = 2;
  private static final int NO_QUOTES = 4;

  private static final Entity[] SPECIAL =
      entities("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#039;", "'");

  private static final Entity[] ALL =
      entities(
          "&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", "\"", "&#39;", "'", "&#33;", "!",
          "&#36;", "$", "&#35;", "#", "&#37;", "%", "&#40;", "(", "&#41;", ")", "&#123;", "{",
          "&#125;", "}", "&#61;", "=", "&#43;", "+", "&#63;", "?", "&#91;", "[", "&#93;", "]",
          "&#64;", "@", "&#44;", ",");

  private record Entity(StringValue name, byte character) {}

  private HtmlFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("html")
        .function(
            "htmlspecialchars(s [, flags])",
            "s with & < > as entities, \\\" too unless flag 4 is set, ' with flag 2; null unless s is a non-empty string.",
            "htmlspecialchars(\"<a&b>\")",
            "&lt;a&amp;b&gt;",
            (context, arguments) -> encode(context, arguments, SPECIAL, false))
        .function(
            "htmlspecialchars_decode(s [, flags])",
            "The inverse of htmlspecialchars.",
            "print htmlspecialchars_decode(\"&lt;b&gt;\");",
            "<b>",
            (context, arguments) -> decode(context, arguments, SPECIAL, false))
        .function(
            "htmlentities(s [, flags])",
            "s with the characters of get_html_translation_table as entities, ' only with flag 2.",
            "htmlentities(\"a=b\")",
            "a&#61;b",
            (context, arguments) -> encode(context, arguments, ALL, true))
        .function(
            "html_entity_decode(s [, flags])",
            "The inverse of htmlentities.",
            "print html_entity_decode(\"a&#61;b\");",
            "a=b",
            (context, arguments) -> decode(context, arguments, ALL, true))
        .function(
            "get_html_translation_table()",
            "The map from characters to the entities of htmlentities.",
            "$t = get_html_translation_table(); print $t[\"<\"];",
            "&lt;",
            (context, arguments) -> table());
  }

  private static Entity[] entities(String... namesAndCharacters) {
    Entity[] entities = new Entity[namesAndCharacters.length / 2];
    for (int i = 0; i < entities.length; i++) {
      StringValue name = StringValue.of(namesAndCharacters[2 * i]);
      entities[i] = new Entity(name, (byte) namesAndCharacters[2 * i + 1].charAt(0));
    }
    return entities;
  }

  private static int flags(Value[] arguments) {
    int flags = Arguments.int32(arguments, 1, 1);
    return flags < 0 ? 1 : flags;
  }

  /**
   * Whether quotes of this kind stand for themselves. The long table lets flag 4 switch off
   * apostrophes, too.
   */
  private static boolean isPlain(byte character, int flags, boolean isLongTable) {
    if (character == '"') {
      return (flags & NO_QUOTES) != 0;
    }
    return character == '\''
        && ((flags & QUOTES) == 0 || (isLongTable && (flags & NO_QUOTES) != 0));
  }

  private static Value encode(
      CallContext context, Value[] arguments, Entity[] entities, boolean isLongTable) {
    StringValue text = Arguments.string(arguments, 0);
    if (text == null || text.isEmpty()) {
      return NullValue.NULL;
    }
    int flags = flags(arguments);
    StringValue[] byCharacter = new StringValue[128];
    for (Entity entity : entities) {
      if (!isPlain(entity.character(), flags, isLongTable)) {
        byCharacter[entity.character()] = entity.name();
      }
    }
    ByteBuilder out = new ByteBuilder(64, context.meter());
    for (int i = 0; i < text.length(); i++) {
      byte c = text.byteAt(i);
      StringValue entity = c < 0 ? null : byCharacter[c];
      if (entity == null) {
        out.append(c);
      } else {
        out.append(entity);
      }
    }
    return out.finish();
  }

  private static Value decode(
      CallContext context, Value[] arguments, Entity[] entities, boolean isLongTable) {
    StringValue text = Arguments.string(arguments, 0);
    if (text == null || text.isEmpty()) {
      return NullValue.NULL;
    }
    int flags = flags(arguments);
    ByteBuilder out = new ByteBuilder(64, context.meter());
    int at = 0;
    while (at < text.length()) {
      byte c = text.byteAt(at);
      Entity entity = c == '&' ? entityAt(text, at, entities) : null;
      if (entity == null) {
        out.append(c);
        at++;
        continue;
      }
      if (isPlain(entity.character(), flags, isLongTable)) {
        out.append(entity.name());
      } else {
        out.append(entity.character());
      }
      at += entity.name().length();
    }
    return out.finish();
  }

  private static @Nullable Entity entityAt(StringValue text, int at, Entity[] entities) {
    for (Entity entity : entities) {
      StringValue name = entity.name();
      if (text.length() - at >= name.length() && startsWith(text, at, name)) {
        return entity;
      }
    }
    return null;
  }

  private static boolean startsWith(StringValue text, int at, StringValue lowerName) {
    for (int i = 0; i < lowerName.length(); i++) {
      if (ByteSearch.lower(text.byteAt(at + i)) != lowerName.byteAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Value table() {
    MapValue table = MapValue.array();
    for (Entity entity : ALL) {
      table.put(StringValue.ofByte(entity.character()), entity.name());
    }
    return table;
  }
}
