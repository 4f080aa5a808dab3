package dev.sonatina.jx9.value;

/** The seven types of a Jx9 value. Arrays and objects are one type, {@link #MAP}. */
public enum ValueType {
  NULL,
  BOOL,
  INT,
  FLOAT,
  STRING,
  MAP,
  RESOURCE
}
