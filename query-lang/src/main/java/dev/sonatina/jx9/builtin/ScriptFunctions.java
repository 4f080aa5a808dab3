package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.Collection;

/** Functions that look at the running script: its functions, constants, variables and output. */
final class ScriptFunctions {
  private static final int SKIP = 2;
  private static final int PREFIX_SAME = 4;
  private static final int PREFIX_ALL = 8;
  private static final int PREFIX_INVALID = 16;

  /** The longest variable name that extract makes. */
  private static final int NAME_MAX = 1024;

  private static final StringValue VERSION =
      StringValue.of("1.7.2 Jx9/1.7.2, as understood by Sonatina");

  private ScriptFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("script")
        .function(
            "print(x, …)",
            "Prints all its arguments when called through a variable; otherwise print is a"
                + " statement.",
            "$f = \"print\"; $f(1, 2);",
            "12",
            ScriptFunctions::print)
        .function(
            "exit(x)",
            "Ends the script, or the callback it is called in. A string is printed, an int becomes"
                + " the exit status.",
            "print 1; exit(\"bye\"); print 2;",
            "1bye",
            (context, arguments) -> {
              throw context.exit(arguments.length == 0 ? NullValue.NULL : arguments[0]);
            })
        .alias("die", "exit")
        .function(
            "func_num_args()",
            "The number of arguments of the running user function; -1 at top level.",
            "function f() { return func_num_args(); } print f(1, 2);",
            "2",
            ScriptFunctions::argumentCount)
        .function(
            "func_get_args()",
            "The arguments of the running user function; false at top level.",
            "function f() { return func_get_args(); } print f(1, 2);",
            "[1,2]",
            ScriptFunctions::arguments)
        .function(
            "func_get_arg(i)",
            "The i-th argument, counted from 0, of the running user function; false if there is"
                + " none.",
            "function f() { return func_get_arg(1); } print f(1, 2);",
            "2",
            ScriptFunctions::argument)
        .function(
            "function_exists(name)",
            "Whether there is a user function or builtin of that name.",
            "function_exists(\"strlen\")",
            "true",
            (context, arguments) ->
                BoolValue.of(
                    arguments.length > 0
                        && context.isCallable(Arguments.text(context, arguments, 0))))
        .function(
            "is_callable(x)",
            "Whether x is a string that names a function.",
            "is_callable(\"strlen\")",
            "true",
            (context, arguments) ->
                BoolValue.of(arguments.length > 0 && context.isCallable(arguments[0])))
        .function(
            "get_defined_functions()",
            "The names of all functions.",
            "count(get_defined_functions()) > 100",
            "true",
            (context, arguments) -> names(context, context.functionNames()))
        .function(
            "get_defined_constants()",
            "The names of all constants.",
            "count(get_defined_constants()) > 50",
            "true",
            (context, arguments) -> names(context, context.constantNames()))
        .function(
            "defined(name)",
            "Whether there is a constant of that name.",
            "defined(\"MAXINT\")",
            "true",
            ScriptFunctions::isDefined)
        .function(
            "extract(map [, flags [, prefix]])",
            "Sets a variable for each entry and gives their number. Flags: 2 skips existing"
                + " variables, 4 prefixes them, 8 prefixes all, 16 those with int keys.",
            "$m = {a: 1}; print extract($m), $a;",
            "11",
            ScriptFunctions::extract)
        .function(
            "getopt(options)",
            "The command line's options: an empty map, since scripts have none.",
            "getopt(\"a\")",
            "[]",
            ScriptFunctions::options)
        .function(
            "jx9_version()",
            "The version of the language.",
            "strlen(jx9_version()) > 0",
            "true",
            (context, arguments) -> VERSION)
        .alias("jx9_credits", "jx9_version")
        .alias("jx9_info", "jx9_version")
        .alias("jx9_copyright", "jx9_version");
  }

  private static Value print(CallContext context, Value[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      context.print(Arguments.text(context, arguments, i));
    }
    return NullValue.NULL;
  }

  private static Value argumentCount(CallContext context, Value[] arguments) {
    Value[] passed = context.callerArguments();
    return IntValue.of(passed == null ? -1 : passed.length);
  }

  private static Value arguments(CallContext context, Value[] arguments) {
    Value[] passed = context.callerArguments();
    if (passed == null) {
      return calledGlobally(context);
    }
    return MapValue.arrayOf(passed.clone());
  }

  private static Value argument(CallContext context, Value[] arguments) {
    Value[] passed = context.callerArguments();
    if (passed == null || arguments.length == 0) {
      return calledGlobally(context);
    }
    int index = Arguments.int32(arguments, 0, 0);
    return index >= 0 && index < passed.length ? passed[index] : BoolValue.FALSE;
  }

  private static Value calledGlobally(CallContext context) {
    Arguments.report(context, Severity.WARNING, "Called in the global scope");
    return BoolValue.FALSE;
  }

  private static Value names(CallContext context, Collection<StringValue> names) {
    context.meter().allocate(names.size() * 24L);
    return MapValue.arrayOf(names.toArray(new Value[0]));
  }

  private static Value isDefined(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      Arguments.report(context, Severity.NOTICE, "Missing constant name");
      return BoolValue.FALSE;
    }
    return BoolValue.of(context.isConstant(Arguments.text(context, arguments, 0)));
  }

  private static Value extract(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null) {
      return IntValue.ZERO;
    }
    int flags = Arguments.int32(arguments, 1, 0);
    StringValue prefix = Arguments.text(context, arguments, 2, StringValue.EMPTY);
    int count = 0;
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      context.meter().step(1);
      boolean isInt = map.nameAt(at) == null;
      boolean isPrefixed = (flags & PREFIX_ALL) != 0 || (isInt && (flags & PREFIX_INVALID) != 0);
      StringValue key = map.keyAt(at).toStringValue();
      StringValue name =
          isPrefixed && !prefix.isEmpty() ? prefixed(prefix, key) : start(key, NAME_MAX);
      if (context.hasVariable(name)) {
        if ((flags & SKIP) != 0) {
          continue;
        }
        if ((flags & PREFIX_SAME) != 0) {
          if (isPrefixed || prefix.isEmpty()) {
            continue;
          }
          name = prefixed(prefix, key);
        }
      }
      context.setVariable(name, map.valueAt(at));
      count++;
    }
    return IntValue.of(count);
  }

  private static StringValue prefixed(StringValue prefix, StringValue key) {
    ByteBuilder name = new ByteBuilder();
    name.append(start(prefix, NAME_MAX)).append('_').append(start(key, NAME_MAX));
    return start(name.finish(), NAME_MAX);
  }

  private static StringValue start(StringValue text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }

  private static Value options(CallContext context, Value[] arguments) {
    if (Arguments.string(arguments, 0) == null) {
      Arguments.report(context, Severity.ERROR, "Missing/Invalid option arguments");
      return BoolValue.FALSE;
    }
    return MapValue.array();
  }
}
