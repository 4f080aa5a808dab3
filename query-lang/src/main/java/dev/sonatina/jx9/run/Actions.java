package dev.sonatina.jx9.run;

import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the executable form of statements. */
public final class Actions {
  /** A statement without effect. */
  public static final Action NOTHING = new Statements.Block(new Action[0]);

  private Actions() {}

  /** Several statements, or one, or none. */
  public static Action block(List<Action> actions) {
    return actions.size() == 1
        ? actions.get(0)
        : new Statements.Block(actions.toArray(Action[]::new));
  }

  /** An expression whose value is dropped. */
  public static Action perform(SourcePosition position, Node expression) {
    return new Statements.Perform(position, expression);
  }

  /** {@code if}; as many bodies as conditions. */
  public static Action conditional(
      SourcePosition position,
      List<Node> conditions,
      List<Action> bodies,
      @Nullable Action otherwise) {
    return new Statements.If(
        position, conditions.toArray(Node[]::new), bodies.toArray(Action[]::new), otherwise);
  }

  /** {@code while}. */
  public static Action whileLoop(SourcePosition position, Node condition, Action body) {
    return new Loops.While(position, condition, body);
  }

  /** {@code for}. */
  public static Action forLoop(
      SourcePosition position,
      @Nullable Node start,
      @Nullable Node condition,
      @Nullable Node step,
      Action body) {
    return new Loops.For(position, start, condition, step, body);
  }

  /**
   * {@code foreach}.
   *
   * @param index the number of the statement in the script
   * @param keySlot null in the form without a key
   */
  public static Action foreach(
      SourcePosition position,
      int index,
      Node subject,
      @Nullable Integer keySlot,
      int valueSlot,
      Action body) {
    return new Loops.Foreach(position, index, subject, keySlot, valueSlot, body);
  }

  /**
   * {@code switch}; as many bodies as labels.
   *
   * @param labels null stands for {@code default}
   */
  public static Action choice(
      SourcePosition position, Node subject, List<@Nullable Node> labels, List<Action> bodies) {
    return new Loops.Switch(
        position, subject, labels.toArray(new @Nullable Node[0]), bodies.toArray(Action[]::new));
  }

  /** {@code break} out of that many loops. */
  public static Action leave(int levels) {
    return new Statements.Jump(Completion.outward(Completion.BREAK, levels));
  }

  /** {@code continue} with the loop that many levels out. */
  public static Action again(int levels) {
    return new Statements.Jump(Completion.outward(Completion.CONTINUE, levels));
  }

  /** {@code return}. */
  public static Action giveBack(SourcePosition position, @Nullable Node value) {
    return new Statements.Return(position, value);
  }

  /** {@code die}. */
  public static Action halt(SourcePosition position, @Nullable Node value) {
    return new Statements.Halt(position, value);
  }

  /** {@code uplink} inside a function. */
  public static Action uplink(SourcePosition position, List<Node> names) {
    return new Statements.Uplink(position, names.toArray(Node[]::new));
  }
}
