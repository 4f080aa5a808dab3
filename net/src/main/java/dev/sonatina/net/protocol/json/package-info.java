/**
 * JSON as the original server sees it: values that keep signed, unsigned and floating numbers
 * apart, a strict reader with the error texts that clients know, and a writer. Relies on nothing of
 * ours. Read {@link dev.sonatina.net.protocol.json.JsonValue} first.
 */
@NullMarked
package dev.sonatina.net.protocol.json;

import org.jspecify.annotations.NullMarked;
