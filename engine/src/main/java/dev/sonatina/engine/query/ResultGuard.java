package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.jx9.value.WorkGuard;

/**
 * Watches over the text made of what a script hands out. A map may contain another one many times
 * over, so that a small value has a text without end.
 */
final class ResultGuard implements WorkGuard {

  private final long bytesMax;
  private long bytes;

  /**
   * @param bytesMax what the text may take, 0 for no limit
   */
  ResultGuard(long bytesMax) {
    this.bytesMax = bytesMax == 0 ? Long.MAX_VALUE : bytesMax;
  }

  @Override
  public void step(long count) {}

  /**
   * @throws ScriptException LIMIT_EXCEEDED if it is too much altogether
   */
  @Override
  public void allocate(long more) {
    bytes += more;
    if (bytes > bytesMax) {
      throw new ScriptException(
          ErrorCode.LIMIT_EXCEEDED,
          "script exceeds the limit 'memory' (" + bytesMax + " bytes) with a value it hands out",
          null);
    }
  }
}
