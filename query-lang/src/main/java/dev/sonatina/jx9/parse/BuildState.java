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
  private int loops;
  private boolean inFunction;

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

  /** How many loops, counting {@code switch}, are around the statement being built. */
  int loops() {
    return loops;
  }

  void enterLoop() {
    loops++;
  }

  void leaveLoop() {
    loops--;
  }

  boolean inFunction() {
    return inFunction;
  }

  /** Forgets the loops around a function; returns what {@link #leaveFunction} needs. */
  int enterFunction() {
    int outside = inFunction ? loops : -1 - loops;
    loops = 0;
    inFunction = true;
    return outside;
  }

  /** Goes back to what was around the function. */
  void leaveFunction(int outside) {
    inFunction = outside >= 0;
    loops = inFunction ? outside : -1 - outside;
  }
}
