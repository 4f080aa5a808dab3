package dev.sonatina.jx9.parse;

/**
 * What a script's text may be.
 *
 * @param sourceBytesMax its length
 * @param tokenNestingMax brackets open at once; also prefix operators, assignments and the like
 *     that wait for their right side
 * @param treeDepthMax nesting of the syntax tree
 */
public record ParseLimits(int sourceBytesMax, int tokenNestingMax, int treeDepthMax) {}
