package dev.sonatina.jx9.function;

/** How serious a run-time message is; none of them stops a script. */
public enum Severity {
  ERROR("Error"),
  WARNING("Warning"),
  NOTICE("Notice");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The word that introduces the message in a script's output. */
  public String label() {
    return label;
  }
}
