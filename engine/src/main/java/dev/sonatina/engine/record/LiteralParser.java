package dev.sonatina.engine.record;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.jx9.value.Value;

/**
 * Reads a record's text in the relaxed form, for texts that are not JSON. The language implements
 * it.
 */
@FunctionalInterface
public interface LiteralParser {
  /**
   * The value that the text describes; data only, nothing is executed.
   *
   * @throws DatabaseException with code INVALID_RECORD and the position
   */
  Value parse(byte[] text);
}
