package dev.sonatina.cli.print;

import java.util.Locale;

/** The forms in which records are written; their names in small letters are what users write. */
public enum OutputMode {
  JSON("one JSON array"),
  JSONL("one JSON text a line"),
  TABLE("a table for reading"),
  CSV("comma-separated values, with a line of names"),
  RAW("one a line, strings without quotes"),
  PRETTY("JSON, indented");

  private final String meaning;

  OutputMode(String meaning) {
    this.meaning = meaning;
  }

  /** What it looks like, for a help. */
  public String meaning() {
    return meaning;
  }

  /** What users write. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
