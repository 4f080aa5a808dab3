package dev.sonatina.engine.storage.memory;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a collection by id: a persistent array. Changing it gives a new tree that shares
 * what did not change, so that every snapshot keeps its own for nothing.
 *
 * <p>A radix tree: a node of level 0 holds {@value #FANOUT} records, one of level n as many nodes
 * of level n-1; the tree has as many levels as its greatest id needs. A change copies the nodes on
 * the way to the record, unless the same editor (a transaction) has already made its own copies of
 * them.
 */
final class RecordTree {

  private static final int BITS = 8;
  private static final int FANOUT = 1 << BITS;
  private static final int MASK = FANOUT - 1;

  static final RecordTree EMPTY = new RecordTree(new Node(null), 0);

  private final Node root;
  private final int level;

  private RecordTree(Node root, int level) {
    this.root = root;
    this.level = level;
  }

  /** The record of this id, or null. */
  @Nullable ByteBuffer get(long id) {
    if (id >>> (BITS * (level + 1)) != 0) {
      return null;
    }
    Node node = root;
    for (int at = level; at > 0; at--) {
      node = (Node) node.slots[(int) (id >>> (BITS * at)) & MASK];
      if (node == null) {
        return null;
      }
    }
    return (ByteBuffer) node.slots[(int) id & MASK];
  }

  /**
   * The first id from this one on that falls into a node, so that large gaps are passed at once.
   *
   * @return {@link Long#MAX_VALUE} if there is none
   */
  long nextInNode(long fromId) {
    long id = fromId;
    while (id >= 0 && id >>> (BITS * (level + 1)) == 0) {
      Node node = root;
      int at = level;
      while (at > 0 && node != null) {
        node = (Node) node.slots[(int) (id >>> (BITS * at)) & MASK];
        at--;
      }
      if (node != null) {
        return id;
      }
      int bits = BITS * (at + 1);
      id = ((id >>> bits) + 1) << bits;
    }
    return Long.MAX_VALUE;
  }

  /**
   * The tree with this record in the place of the id, or without one if it is null.
   *
   * @param editor who makes the change; nodes it made earlier are changed in place
   */
  RecordTree with(long id, @Nullable ByteBuffer record, Object editor) {
    Node newRoot = root;
    int newLevel = level;
    while (id >>> (BITS * (newLevel + 1)) != 0) {
      Node above = new Node(editor);
      above.slots[0] = newRoot;
      newRoot = above;
      newLevel++;
    }
    newRoot = newRoot.editableBy(editor);
    Node node = newRoot;
    for (int at = newLevel; at > 0; at--) {
      int slot = (int) (id >>> (BITS * at)) & MASK;
      Node child = (Node) node.slots[slot];
      child = child == null ? new Node(editor) : child.editableBy(editor);
      node.slots[slot] = child;
      node = child;
    }
    node.slots[(int) id & MASK] = record;
    return newRoot == root ? this : new RecordTree(newRoot, newLevel);
  }

  private static final class Node {
    final @Nullable Object editor;
    final @Nullable Object[] slots;

    Node(@Nullable Object editor) {
      this(editor, new Object[FANOUT]);
    }

    private Node(@Nullable Object editor, @Nullable Object[] slots) {
      this.editor = editor;
      this.slots = slots;
    }

    Node editableBy(Object newEditor) {
      return editor == newEditor ? this : new Node(newEditor, slots.clone());
    }
  }
}
