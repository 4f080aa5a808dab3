package dev.sonatina.net.sonata.script;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.ValueHolder;
import dev.sonatina.jx9.value.Value;
import java.util.function.Consumer;

/**
 * What databases keep on the heap of what one script made through {@code sonata_*} functions, which
 * counts as its memory. For the script's thread.
 */
final class DatabaseGrowth implements ValueHolder {

  private long bytes;

  private DatabaseGrowth() {}

  /** That of the running script. */
  static DatabaseGrowth of(CallContext context) {
    return context.local(DatabaseGrowth.class, DatabaseGrowth::new);
  }

  /**
   * Adds bytes, or takes them off if negative.
   *
   * @throws dev.sonatina.jx9.diagnostic.Jx9Exception if the script may not have as much; nothing
   *     has changed then
   */
  void change(CallContext context, long growth) {
    if (growth > 0) {
      context.meter().allocate(growth);
    }
    bytes += growth;
  }

  @Override
  public void visitHeld(Consumer<? super Value> visitor) {}

  @Override
  public long heldBytes() {
    return Math.max(0, bytes);
  }
}
