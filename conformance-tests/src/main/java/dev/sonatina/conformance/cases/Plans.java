package dev.sonatina.conformance.cases;

import dev.sonatina.engine.api.OpenOptions;

/** How databases carry out filters, which must change no answer. */
public enum Plans {
  /** As the engine thinks best. */
  USUAL(OpenOptions.defaults()),

  /** With columns and several threads wherever they may be used. */
  FORCED(OpenOptions.defaults().withScanThreads(3).withEagerPlans(true)),

  /** With neither. */
  OFF(OpenOptions.defaults().withScanThreads(1).withColumns(false));

  private final OpenOptions options;

  Plans(OpenOptions options) {
    this.options = options;
  }

  /** How a database is opened to work so. */
  public OpenOptions options() {
    return options;
  }
}
