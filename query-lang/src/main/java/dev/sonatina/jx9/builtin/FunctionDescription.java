package dev.sonatina.jx9.builtin;

/**
 * What a user wants to know about a builtin.
 *
 * @param name the name scripts use
 * @param topic what the function deals with, one word
 * @param signature the name with its arguments, optional ones in brackets
 * @param result what it gives, one or two sentences
 * @param example a script that shows it; empty if an answer would not be the same each time
 * @param output what the example prints
 */
public record FunctionDescription(
    String name, String topic, String signature, String result, String example, String output) {}
