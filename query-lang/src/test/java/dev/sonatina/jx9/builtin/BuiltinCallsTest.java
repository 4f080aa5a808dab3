package dev.sonatina.jx9.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.JsonText;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuiltinCallsTest {
  private final FakeContext context = new FakeContext();

  private static Value json(String text) {
    Value value = JsonText.decode(StringValue.of(text));
    if (value == null) {
      throw new AssertionError(text);
    }
    return value;
  }

  @Test
  void trimLosesASingleByteWithAList() {
    assertEquals("", context.text("trim", "aXa", "a"));
    assertEquals("XX", context.text("trim", "aXXa", "a"));
    assertEquals("", context.text("rtrim", "Xaa", "a"));
    assertEquals("X", context.text("ltrim", "aaX", "a"));
    assertEquals("X", context.text("trim", " \0X\n"));
  }

  @Test
  void lastPositionNeverIsTheFirstByte() {
    assertEquals("3", context.text("strrpos", "abcabc", "abc"));
    assertEquals("false", context.text("strrpos", "abc", "a"));
    assertEquals("1", context.text("strrpos", "xabc", "a"));
  }

  @Test
  void tokensAreStacked() {
    assertEquals("a", context.text("strtok", "a b c", " "));
    assertEquals("x", context.text("strtok", "x-y", "-"));
    assertEquals("y", context.text("strtok", "-"));
    assertEquals("false", context.text("strtok", "-"));
    assertEquals("b", context.text("strtok", " "));
  }

  @Test
  void printfKeepsItsPadCharacter() {
    assertEquals("1|xxxx2|00003|00004", context.text("sprintf", "%'xd|%5d|%05s|%5s", 1, 2, 3, 4));
    assertEquals("[ ]", context.text("sprintf", "[%s]", ""));
    assertEquals("ff", context.text("sprintf", "%x", -255));
    assertEquals("b-a-b", context.text("sprintf", "%2$s-%1$s-%s", "a", "b", "c"));
    assertEquals(1014, context.text("sprintf", "%5000d", 1).length());
  }

  @Test
  void sortReproducesTheOriginalsOrderOfEquals() {
    Value map = json("[[1,\"a\"],[0,\"b\"],[1,\"c\"],[0,\"d\"],[1,\"e\"]]");
    context.callbacks.put(
        "byFirst", arguments -> IntValue.of(first(arguments[0]) - first(arguments[1])));
    context.invoke("usort", map, "byFirst");
    assertEquals("[[0,\"d\"],[0,\"b\"],[1,\"c\"],[1,\"a\"],[1,\"e\"]]", map.toString());
  }

  private static long first(Value pair) {
    Value first = ((dev.sonatina.jx9.value.MapValue) pair).get(0);
    return first == null ? 0 : first.toInt();
  }

  @Test
  void messagesNameTheFunction() {
    context.invoke("idate", "?");
    context.invoke("func_get_args");
    assertEquals(
        "[Warning: idate(): Unknown date format token, Warning: func_get_args(): Called in the global scope]",
        context.reports.toString());
  }

  @Test
  void extractFollowsItsFlags() {
    Value map = json("{known:1,other:2,\"5\":3}");
    assertEquals("3", context.text("extract", map));
    assertEquals("2", context.text("extract", map, 2));
    assertEquals("3", context.text("extract", map, 4, "p"));
    assertEquals(
        "$known=1 $other=2 $5=3 $other=2 $5=3 $p_known=1 $other=2 $5=3 ",
        context.output.toString());
  }

  @Test
  void everyFunctionIsDescribedOnce() {
    Set<String> names = new HashSet<>();
    for (FunctionDescription description : StandardLibrary.descriptions()) {
      assertEquals(true, names.add(description.name()), description.name());
      assertFalse(description.result().isEmpty(), description.name());
      assertEquals(
          description.example().isEmpty(), description.output().isEmpty(), description.name());
    }
  }
}
