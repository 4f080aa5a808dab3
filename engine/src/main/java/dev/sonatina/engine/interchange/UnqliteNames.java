package dev.sonatina.engine.interchange;

import dev.sonatina.engine.interchange.unqlite.RecordKey;
import java.util.Collection;
import java.util.Optional;

/**
 * Names of collections that cannot stand side by side in a {@code .unqlite} file, because record
 * {@code n} of a collection {@code x} is stored there under {@code x_n}.
 */
final class UnqliteNames {

  private UnqliteNames() {}

  /** Which of the names a new collection could not stand beside, now or later. */
  static Optional<String> collision(String name, Collection<String> others) {
    return others.stream()
        .filter(other -> RecordKey.idIn(name, other) >= 0 || RecordKey.idIn(other, name) >= 0)
        .findFirst();
  }
}
