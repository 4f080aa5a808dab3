package dev.sonatina.jx9.run;

import dev.sonatina.jx9.diagnostic.SourcePosition;
import org.jspecify.annotations.Nullable;

/** A statement, ready to run. Immutable, like {@link Node}. */
public abstract class Action {
  /** Runs the statement and says how it ended, see {@link Completion}. */
  abstract int run(Frame frame);

  /** Where the statement stands, null if it stands for several. */
  @Nullable SourcePosition position() {
    return null;
  }
}
