package dev.sonatina.conformance.cases;

import dev.sonatina.engine.api.OpenOptions;

/** How databases carry out filters, which must change no answer. */
public enum Plans {
  /** As the engine thinks best. */
  USUAL,

  /** With columns and several threads wherever they may be used. */
  FORCED,

  /** With neither. */
  OFF;

  /** How a database is opened to work so. */
  public OpenOptions options() {
    OpenOptions defaults = OpenOptions.defaults();
    return switch (this) {
      case USUAL -> defaults;
      case FORCED -> defaults.withScanThreads(3).withEagerPlans(true);
      case OFF -> defaults.withScanThreads(1).withColumns(false);
    };
  }
}
