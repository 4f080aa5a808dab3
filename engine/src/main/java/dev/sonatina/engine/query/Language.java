package dev.sonatina.engine.query;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.query.analysis.FilterAnalysis;
import dev.sonatina.jx9.Jx9;
import dev.sonatina.jx9.Script;
import dev.sonatina.jx9.builtin.StandardLibrary;
import dev.sonatina.jx9.builtin.StandardLibraryOptions;
import dev.sonatina.jx9.diagnostic.CancelledException;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.diagnostic.LimitExceededException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.parse.ParseLimits;
import dev.sonatina.jx9.parse.ScriptParser;
import dev.sonatina.jx9.run.Limits;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The language with the functions that a database adds to it, and its errors in the store's words.
 * Safe for every thread.
 */
final class Language {

  private static final int CALL_DEPTH_MAX = 1023;
  private static final int NESTING_MAX = 500;
  private static final int ANALYSES_MAX = 128;
  private static final int ANALYZED_LENGTH_MAX = 8 * 1024;

  private final Jx9 jx9;
  private final Limits limits;
  private final ScriptParser parser;
  private final Set<String> constants = new HashSet<>();

  /** The analyses of the filters used last, by their text, without host variables. */
  private final Map<String, FilterAnalysis> analyses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FilterAnalysis> eldest) {
          return size() > ANALYSES_MAX;
        }
      };

  /**
   * @param hostLibraries what the host of the database adds
   */
  Language(OpenOptions options, List<Library> hostLibraries) {
    limits = limits(options.scriptLimits());
    parser =
        new ScriptParser(
            new ParseLimits(
                limits.sourceBytesMax(), limits.tokenNestingMax(), limits.treeDepthMax()));
    Jx9.Builder builder =
        Jx9.builder()
            .mathFunctions(options.mathFunctions())
            .hostFunctions(options.hostFunctions())
            .limits(limits);
    List<Library> libraries = new ArrayList<>();
    libraries.add(DatabaseLibrary.create());
    libraries.addAll(hostLibraries);
    libraries.forEach(builder::library);
    jx9 = builder.build();
    libraries.addAll(
        StandardLibrary.create(
            StandardLibraryOptions.defaults()
                .withMathFunctions(options.mathFunctions())
                .withHostFunctions(options.hostFunctions())));
    libraries.forEach(library -> constants.addAll(library.constants().keySet()));
  }

  /** Whether a bare word of this name is a constant. */
  private boolean isConstant(String name) {
    return constants.contains(name);
  }

  /** The limits in the language's form, where only some of them can be off. */
  static Limits limits(ScriptLimits limits) {
    return Limits.DEFAULT
        .withSteps(limits.steps())
        .withTime(Duration.ofMillis(limits.timeMillis()))
        .withMemory(limits.memoryBytes() == 0 ? Long.MAX_VALUE : limits.memoryBytes())
        .withOutput(limits.outputBytes())
        .withCallDepth(
            limits.callDepth() == 0 ? CALL_DEPTH_MAX : Math.min(CALL_DEPTH_MAX, limits.callDepth()))
        .withSource(limits.sourceBytes() == 0 ? Integer.MAX_VALUE : limits.sourceBytes())
        .withNesting(nesting(limits.tokenNesting()), nesting(limits.treeDepth()));
  }

  /** Nesting is never without limit, since it takes the thread's stack. */
  private static int nesting(int limit) {
    return limit == 0 ? NESTING_MAX : Math.min(NESTING_MAX, limit);
  }

  /** Compiles a script. */
  Script compile(String source) {
    try {
      return jx9.compile(source);
    } catch (Jx9Exception e) {
      throw scriptError(e, 0);
    }
  }

  /** Compiles a text that stands inside a script, after {@code before} on its first line. */
  Script compile(String before, String text, String after) {
    try {
      return jx9.compile(before + text + after);
    } catch (Jx9Exception e) {
      throw scriptError(e, before.length());
    }
  }

  /** Reads what can be said of a filter script that compiles. */
  FilterAnalysis analyze(String source, Map<String, Value> arguments) {
    if (!arguments.isEmpty() || source.length() > ANALYZED_LENGTH_MAX) {
      return analyzeAnew(source, arguments);
    }
    synchronized (analyses) {
      FilterAnalysis known = analyses.get(source);
      if (known != null) {
        return known;
      }
    }
    FilterAnalysis analysis = analyzeAnew(source, arguments);
    synchronized (analyses) {
      analyses.put(source, analysis);
    }
    return analysis;
  }

  private FilterAnalysis analyzeAnew(String source, Map<String, Value> arguments) {
    return FilterAnalysis.of(
        parser.parse(source.getBytes(StandardCharsets.UTF_8)), arguments, this::isConstant);
  }

  /** Reads the relaxed form of a record. */
  Value literal(byte[] text) {
    try {
      return jx9.parseLiteral(text);
    } catch (Jx9SyntaxException e) {
      SourcePosition position = e.diagnostic().position();
      throw new DatabaseException(
          ErrorCode.INVALID_RECORD,
          e.diagnostic().message(),
          e,
          position.line(),
          position.column());
    } catch (LimitExceededException e) {
      throw new DatabaseException(ErrorCode.LIMIT_EXCEEDED, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * What the language throws, as the store throws it.
   *
   * @param columnsBefore characters that stand before the user's text on its first line
   */
  static SonatinaException scriptError(Jx9Exception e, int columnsBefore) {
    if (e.getCause() instanceof SonatinaException own) {
      return own;
    }
    if (e instanceof Jx9SyntaxException syntax) {
      SourcePosition position = syntax.diagnostic().position();
      int column =
          position.line() == 1 ? Math.max(1, position.column() - columnsBefore) : position.column();
      return new ScriptException(
          ErrorCode.SCRIPT_SYNTAX, syntax.diagnostic().message(), e, position.line(), column);
    }
    ErrorCode code =
        e instanceof LimitExceededException
            ? ErrorCode.LIMIT_EXCEEDED
            : e instanceof CancelledException ? ErrorCode.CANCELLED : ErrorCode.SCRIPT_RUNTIME;
    SourcePosition position = e.position();
    return new ScriptException(
        code,
        String.valueOf(e.getMessage()),
        e,
        position == null ? 0 : position.line(),
        position == null ? 0 : position.column());
  }
}
