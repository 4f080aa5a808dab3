package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Library;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
  private enum Topic {
    TYPE,
    STRING,
    SEARCH,
    COMPARE,
    SPLIT,
    REPLACE,
    TEXT_FORMAT,
    PATH,
    PRINTF,
    HTML,
    ENCODING,
    CTYPE,
    NUMBER,
    ARRAY,
    CURSOR,
    SORT,
    JSON,
    SCRIPT,
    DATE,
    RANDOM,
    MATH,
    HASH,
    HOST_FILE,
    HOST_STREAM,
    HOST_CONTENT,
    HOST_SYSTEM,
    HOST_SCRIPT;

    /**
     * Defines the functions. By a switch and not by a method reference for each topic: linking
     * those takes longer than running a short script.
     */
    void define(Definitions functions) {
      switch (this) {
        case TYPE -> TypeFunctions.define(functions);
        case STRING -> StringFunctions.define(functions);
        case SEARCH -> SearchFunctions.define(functions);
        case COMPARE -> CompareFunctions.define(functions);
        case SPLIT -> SplitFunctions.define(functions);
        case REPLACE -> ReplaceFunctions.define(functions);
        case TEXT_FORMAT -> TextFormatFunctions.define(functions);
        case PATH -> PathFunctions.define(functions);
        case PRINTF -> PrintfFunctions.define(functions);
        case HTML -> HtmlFunctions.define(functions);
        case ENCODING -> EncodingFunctions.define(functions);
        case CTYPE -> CtypeFunctions.define(functions);
        case NUMBER -> NumberFunctions.define(functions);
        case ARRAY -> ArrayFunctions.define(functions);
        case CURSOR -> CursorFunctions.define(functions);
        case SORT -> SortFunctions.define(functions);
        case JSON -> JsonFunctions.define(functions);
        case SCRIPT -> ScriptFunctions.define(functions);
        case DATE -> DateFunctions.define(functions);
        case RANDOM -> RandomFunctions.define(functions);
        case MATH -> MathFunctions.define(functions);
        case HASH -> HashFunctions.define(functions);
        case HOST_FILE -> HostFileFunctions.define(functions);
        case HOST_STREAM -> HostStreamFunctions.define(functions);
        case HOST_CONTENT -> HostContentFunctions.define(functions);
        case HOST_SYSTEM -> HostSystemFunctions.define(functions);
        case HOST_SCRIPT -> HostScriptFunctions.define(functions);
      }
    }
  }

  private static final Set<Topic> STANDARD = EnumSet.range(Topic.TYPE, Topic.RANDOM);
  private static final Set<Topic> MATH = EnumSet.of(Topic.MATH);
  private static final Set<Topic> HASH = EnumSet.of(Topic.HASH);
  private static final Set<Topic> HOST = EnumSet.range(Topic.HOST_FILE, Topic.HOST_SCRIPT);

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
    for (Topic topic : Topic.values()) {
      topic.define(functions);
    }
    HostExamples.add(functions);
    return functions.descriptions();
  }

  private static Library.Builder library(String name, Set<Topic> topics) {
    Library.Builder library = Library.builder(name);
    for (Topic topic : topics) {
      library.part(target -> topic.define(new Definitions(target)));
    }
    return library;
  }
}
