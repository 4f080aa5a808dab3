package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Library;
import java.util.ArrayList;
import java.util.List;

/**
 * The builtin functions and constants, gathered from one class per topic.
 *
 * <p>The classes, in the order of the language's reference: {@link TypeFunctions}; {@link
 * StringFunctions}, {@link SearchFunctions}, {@link CompareFunctions}, {@link SplitFunctions},
 * {@link ReplaceFunctions}, {@link TextFormatFunctions}, {@link PathFunctions}; {@link
 * PrintfFunctions}; {@link HtmlFunctions}, {@link EncodingFunctions}; {@link CtypeFunctions};
 * {@link NumberFunctions}, {@link MathFunctions}, {@link HashFunctions}; {@link ArrayFunctions},
 * {@link CursorFunctions}, {@link SortFunctions}; {@link JsonFunctions}; {@link ScriptFunctions};
 * {@link DateFunctions}; {@link RandomFunctions}; {@link StandardConstants}. With the host's
 * consent: {@link HostFileFunctions}, {@link HostStreamFunctions}, {@link HostContentFunctions},
 * {@link HostSystemFunctions}, {@link HostScriptFunctions}.
 */
public final class StandardLibrary {
  private StandardLibrary() {}

  /** The libraries every script has, plus the optional ones asked for. */
  public static List<Library> create(StandardLibraryOptions options) {
    List<Library> libraries = new ArrayList<>();
    Library.Builder standard = Library.builder("standard");
    defineStandard(new Definitions(standard));
    StandardConstants.define(standard);
    libraries.add(standard.build());
    if (options.mathFunctions()) {
      Library.Builder math = Library.builder("math");
      MathFunctions.define(new Definitions(math));
      MathFunctions.defineConstants(math);
      libraries.add(math.build());
    }
    if (options.hashFunctions()) {
      Library.Builder hash = Library.builder("hash");
      HashFunctions.define(new Definitions(hash));
      libraries.add(hash.build());
    }
    if (options.hostFunctions()) {
      Library.Builder host = Library.builder("host");
      defineHost(new Definitions(host));
      HostSystemFunctions.defineConstants(host);
      HostScriptFunctions.defineConstants(host);
      libraries.add(host.build());
    }
    return libraries;
  }

  /** Descriptions of all functions, the optional ones last. */
  public static List<FunctionDescription> descriptions() {
    Definitions functions = new Definitions(Library.builder("all"));
    defineStandard(functions);
    MathFunctions.define(functions);
    HashFunctions.define(functions);
    defineHost(functions);
    return functions.descriptions();
  }

  private static void defineHost(Definitions functions) {
    HostFileFunctions.define(functions);
    HostStreamFunctions.define(functions);
    HostContentFunctions.define(functions);
    HostSystemFunctions.define(functions);
    HostScriptFunctions.define(functions);
    HostExamples.add(functions);
  }

  private static void defineStandard(Definitions functions) {
    TypeFunctions.define(functions);
    StringFunctions.define(functions);
    SearchFunctions.define(functions);
    CompareFunctions.define(functions);
    SplitFunctions.define(functions);
    ReplaceFunctions.define(functions);
    TextFormatFunctions.define(functions);
    PathFunctions.define(functions);
    PrintfFunctions.define(functions);
    HtmlFunctions.define(functions);
    EncodingFunctions.define(functions);
    CtypeFunctions.define(functions);
    NumberFunctions.define(functions);
    ArrayFunctions.define(functions);
    CursorFunctions.define(functions);
    SortFunctions.define(functions);
    JsonFunctions.define(functions);
    ScriptFunctions.define(functions);
    DateFunctions.define(functions);
    RandomFunctions.define(functions);
  }
}
