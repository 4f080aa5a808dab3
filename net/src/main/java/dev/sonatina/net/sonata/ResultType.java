package dev.sonatina.net.sonata;

import dev.sonatina.net.protocol.thallium.ThalliumWriter;

/**
 * What an RPC's result looks like.
 *
 * <pre>
 *   BOOL     success (1) | error
 *   STRING   success (1) | value, or the error
 *   NUMBER   success (1) | error | value (8)
 *   LIST     success (1) | error | count (8), elements
 *   JSON     success (1) | error | encoded value
 * </pre>
 *
 * Errors are strings, normally empty on success.
 */
enum ResultType {
  BOOL,
  STRING,
  NUMBER,
  LIST,
  JSON;

  /** Everything in front of the value of a success. */
  ThalliumWriter writeSuccess(ThalliumWriter out) {
    out.bool(true);
    return this == STRING ? out : out.string("");
  }

  /** A whole result that refuses; the value is there all the same, and empty. */
  ThalliumWriter writeFailure(ThalliumWriter out, String error) {
    out.bool(false).string(error);
    return switch (this) {
      case BOOL, STRING -> out;
      case NUMBER, LIST -> out.u64(0);
      case JSON -> out.bool(false);
    };
  }
}
