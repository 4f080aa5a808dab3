package dev.sonatina.net.sonata.backend;

/** Which of the two families of calls a record travels in. */
public enum RecordForm {
  /** As a text, which the server need not look into. */
  TEXT,
  /** As an encoded JSON value. */
  JSON
}
