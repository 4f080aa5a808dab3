package dev.sonatina.cli;

import dev.sonatina.engine.api.SonatinaException;

/** An error in a script or filter function, together with the source it is about. */
final class ScriptFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ScriptSource source;
  private final SonatinaException failure;

  ScriptFailure(ScriptSource source, SonatinaException failure) {
    super(failure.getMessage(), failure);
    this.source = source;
    this.failure = failure;
  }

  ScriptSource source() {
    return source;
  }

  SonatinaException failure() {
    return failure;
  }
}
