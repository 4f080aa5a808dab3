package dev.sonatina.net.sonata;

import dev.sonatina.net.rpc.CallOrder;

/** In which of a database's lanes a call runs, and what it waits for on its connection. */
enum Lane {
  WRITE(CallOrder.Kind.WRITE),
  READ(CallOrder.Kind.READ),
  /** Where scripts run, which read only. */
  SCAN(CallOrder.Kind.SCAN),
  /** Where scripts run, which may write as well. */
  SCRIPT(CallOrder.Kind.ALONE);

  private final CallOrder.Kind kind;

  Lane(CallOrder.Kind kind) {
    this.kind = kind;
  }

  CallOrder.Kind kind() {
    return kind;
  }
}
