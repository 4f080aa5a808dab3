package dev.sonatina.jx9.parse;

import java.util.HashSet;
import java.util.Set;

/**
 * What the builders of one script's tree have in common. Parts are built in the order in which the
 * original generates code.
 */
final class BuildState {
  private static final int REMEMBERED_LENGTH_MAX = 1024;

  /**
   * An expression inside a string inside an expression costs a parser of its own, so it counts for
   * several levels.
   */
  private static final int LEVELS_OF_INTERPOLATION = 20;

  private final int treeDepthMax;
  private final Set<String> rememberedTexts = new HashSet<>();
  private final Set<String> constantNames = new HashSet<>();
  private int lambdas;
  private int depth;
  private boolean inFunction;
  private boolean includesFiles;

  BuildState(int treeDepthMax, int lambdasBefore) {
    this.treeDepthMax = treeDepthMax;
    this.lambdas = lambdasBefore;
  }

  /**
   * Enters levels of the tree, which {@link #leave} must leave again; false if that is too deep.
   */
  boolean enter(int levels) {
    depth += levels;
    return depth <= treeDepthMax;
  }

  boolean enterInterpolation() {
    return enter(LEVELS_OF_INTERPOLATION);
  }

  void leave(int levels) {
    depth -= levels;
  }

  void leaveInterpolation() {
    leave(LEVELS_OF_INTERPOLATION);
  }

  /** The name of the next lambda. */
  String nextLambda() {
    lambdas++;
    return "[lambda_" + lambdas + "]";
  }

  /** How many lambdas were named, those before this script included. */
  int lambdas() {
    return lambdas;
  }

  /**
   * The text of a single-quoted literal. The original remembers resolved texts in a table and looks
   * the next literal up there by its <em>unresolved</em> text, so that after {@code '\\\\'} a
   * literal {@code '\\'} is two backslashes.
   */
  String singleQuoted(String raw) {
    if (raw.indexOf('\\') < 0 || rememberedTexts.contains(raw)) {
      return raw;
    }
    String text = EscapeReader.single(raw);
    if (raw.length() < REMEMBERED_LENGTH_MAX && text.indexOf('\\') >= 0) {
      rememberedTexts.add(text);
    }
    return text;
  }

  void declareConstant(String name) {
    constantNames.add(name);
  }

  /** The constants declared so far. */
  Set<String> constantNames() {
    return constantNames;
  }

  /** Notes an {@code include} or {@code import}. */
  void noteInclude() {
    includesFiles = true;
  }

  boolean includesFiles() {
    return includesFiles;
  }

  boolean inFunction() {
    return inFunction;
  }

  /** Enters a function; returns what {@link #leaveFunction} needs. */
  boolean enterFunction() {
    boolean outside = inFunction;
    inFunction = true;
    return outside;
  }

  void leaveFunction(boolean outside) {
    inFunction = outside;
  }
}
