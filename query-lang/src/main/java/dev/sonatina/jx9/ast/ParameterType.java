package dev.sonatina.jx9.ast;

/** What a declared parameter converts its argument to. */
public enum ParameterType {
  /** Nothing: no type is declared, or a word that is no type. */
  ANY,
  BOOL,
  INT,
  FLOAT,
  STRING
}
