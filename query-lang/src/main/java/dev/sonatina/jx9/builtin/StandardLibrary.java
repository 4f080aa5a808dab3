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
  /** The functions of one class. */
  private interface Topic {
    void define(Definitions functions);
  }

  private static final Topic[] STANDARD = {
    TypeFunctions::define,
    StringFunctions::define,
    SearchFunctions::define,
    CompareFunctions::define,
    SplitFunctions::define,
    ReplaceFunctions::define,
    TextFormatFunctions::define,
    PathFunctions::define,
    PrintfFunctions::define,
    HtmlFunctions::define,
    EncodingFunctions::define,
    CtypeFunctions::define,
    NumberFunctions::define,
    ArrayFunctions::define,
    CursorFunctions::define,
    SortFunctions::define,
    JsonFunctions::define,
    ScriptFunctions::define,
    DateFunctions::define,
    RandomFunctions::define,
  };
  private static final Topic[] MATH = {MathFunctions::define};
  private static final Topic[] HASH = {HashFunctions::define};
  private static final Topic[] HOST = {
    HostFileFunctions::define,
    HostStreamFunctions::define,
    HostContentFunctions::define,
    HostSystemFunctions::define,
    HostScriptFunctions::define
  };

  private StandardLibrary() {}

  /** The libraries every script has, plus the optional ones asked for. */
  public static List<Library> create(StandardLibraryOptions options) {
    List<Library> libraries = new ArrayList<>();
    Library.Builder standard = library("standard", STANDARD);
    StandardConstants.define(standard);
    libraries.add(standard.build());
    if (options.mathFunctions()) {
      Library.Builder math = library("math", MATH);
      MathFunctions.defineConstants(math);
      libraries.add(math.build());
    }
    if (options.hashFunctions()) {
      libraries.add(library("hash", HASH).build());
    }
    if (options.hostFunctions()) {
      Library.Builder host = library("host", HOST);
      HostSystemFunctions.defineConstants(host);
      HostScriptFunctions.defineConstants(host);
      libraries.add(host.build());
    }
    return libraries;
  }

  /** Descriptions of all functions, the optional ones last. */
  public static List<FunctionDescription> descriptions() {
    Definitions functions = new Definitions((name, function) -> {});
    for (Topic[] topics : List.of(STANDARD, MATH, HASH, HOST)) {
      for (Topic topic : topics) {
        topic.define(functions);
      }
    }
    HostExamples.add(functions);
    return functions.descriptions();
  }

  private static Library.Builder library(String name, Topic... topics) {
    Library.Builder library = Library.builder(name);
    for (Topic topic : topics) {
      library.part(target -> topic.define(new Definitions(target)));
    }
    return library;
  }
}
