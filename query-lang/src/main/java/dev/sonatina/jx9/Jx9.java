package dev.sonatina.jx9;

import dev.sonatina.jx9.builtin.StandardLibrary;
import dev.sonatina.jx9.builtin.StandardLibraryOptions;
import dev.sonatina.jx9.compile.ScriptCompiler;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.parse.ParseLimits;
import dev.sonatina.jx9.parse.ScriptParser;
import dev.sonatina.jx9.run.Environment;
import dev.sonatina.jx9.run.Limits;
import dev.sonatina.jx9.run.Program;
import dev.sonatina.jx9.run.ProgramExtender;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The Jx9 compiler: turns text into {@link Script}s that can be run many times.
 *
 * <pre>{@code
 * Jx9 jx9 = Jx9.builder().build();
 * ScriptRun run = jx9.compile("$x = 6 * 7; print \"x is $x\";").newRun(RunOptions.defaults());
 * run.execute();
 * run.variable("x");   // the int 42
 * run.output();        // the bytes of "x is 42"
 * }</pre>
 *
 * <p>Thread-safe. Compiled scripts are kept, within bounds, so that compiling the same text again
 * costs nothing. A text goes through {@link ScriptParser}, which makes a tree of it, and {@link
 * ScriptCompiler}, which makes that executable.
 */
public final class Jx9 {
  private final ScriptParser parser;
  private final Environment environment;
  private final Limits limits;
  private final ScriptCache cache = new ScriptCache();

  private Jx9(Builder builder) {
    this.limits = builder.limits;
    this.parser =
        new ScriptParser(
            new ParseLimits(
                limits.sourceBytesMax(), limits.tokenNestingMax(), limits.treeDepthMax()));
    List<Library> libraries =
        new ArrayList<>(
            StandardLibrary.create(
                StandardLibraryOptions.defaults()
                    .withMathFunctions(builder.mathFunctions)
                    .withHostFunctions(builder.hostFunctions)));
    libraries.addAll(builder.libraries);
    this.environment = new Environment(libraries, builder.hostFunctions ? extender(parser) : null);
  }

  private static ProgramExtender extender(ScriptParser parser) {
    return (program, environment, text) -> {
      ScriptParser.Result parsed = parser.parse(text, program.lambdas());
      return ScriptCompiler.extend(program, parsed.script(), environment, parsed.lambdas());
    };
  }

  /** Starts a compiler with the standard library and the default limits. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Compiles a script given as text, which is taken as UTF-8.
   *
   * @throws dev.sonatina.jx9.diagnostic.Jx9SyntaxException with the first error
   */
  public Script compile(String source) {
    return compile(source.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Compiles a script given as bytes.
   *
   * @throws dev.sonatina.jx9.diagnostic.Jx9SyntaxException with the first error
   */
  public Script compile(byte[] source) {
    StringValue text = StringValue.of(source);
    Script known = cache.get(text);
    if (known != null) {
      return known;
    }
    ScriptParser.Result parsed = parser.parse(source, 0);
    Program program = ScriptCompiler.compile(parsed.script(), environment, parsed.lambdas(), text);
    Script script = new Script(program, environment, limits);
    cache.put(text, script);
    return script;
  }

  /**
   * Reads the text of a record that is no strict JSON: bare keys, single quotes, trailing commas,
   * comments and constant arithmetic are accepted, never a variable, a call or a statement. Ints
   * keep 64 bits, floats all theirs, and {@code $} in strings is just that.
   *
   * @throws dev.sonatina.jx9.diagnostic.Jx9SyntaxException if the text is nothing of that kind
   */
  public Value parseLiteral(byte[] text) {
    return new LiteralReader(text, limits.tokenNestingMax()).read();
  }

  /** The limits that scripts compiled here have unless a run is given others. */
  public Limits limits() {
    return limits;
  }

  /** Collects what a compiler needs. */
  public static final class Builder {
    private final List<Library> libraries = new ArrayList<>();
    private boolean mathFunctions;
    private boolean hostFunctions;
    private Limits limits = Limits.DEFAULT;

    private Builder() {}

    /**
     * Adds native functions and constants; those of a later library hide those of an earlier one.
     */
    public Builder library(Library library) {
      libraries.add(library);
      return this;
    }

    /**
     * Whether scripts have {@code abs}, {@code sqrt} and the like, which the original has only in
     * some builds; no by default.
     */
    public Builder mathFunctions(boolean enabled) {
      mathFunctions = enabled;
      return this;
    }

    /** Whether scripts reach files, environment and process of this machine; no by default. */
    public Builder hostFunctions(boolean enabled) {
      hostFunctions = enabled;
      return this;
    }

    /** The limits of texts, and of runs that are not given others. */
    public Builder limits(Limits newLimits) {
      limits = newLimits;
      return this;
    }

    /** The compiler. */
    public Jx9 build() {
      return new Jx9(this);
    }
  }
}
