package dev.sonatina.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private static final int LIMIT = 100 * 4_096;

  private final MemoryBudget budget = new MemoryBudget(LIMIT);
  private final MemoryBudget.Share first = budget.share();
  private final MemoryBudget.Share second = budget.share();
  private int runs;

  @Test
  void isSpentFromItsLimitOn() {
    first.take(1_000);
    second.take(LIMIT - 1_001);
    assertFalse(first.isSpent());
    second.take(1);
    assertTrue(first.isSpent());
    assertTrue(second.isSpent());
    second.take(50);
    assertEquals(LIMIT + 50, budget.taken());
  }

  @Test
  void whoTakesLittleGoesOnBesideOthersWhoTakeAll() {
    first.take(LIMIT);
    second.take(100);
    assertFalse(second.isSpent());
    second.take(1);
    assertTrue(second.isSpent());
    second.giveBack(1);
    assertFalse(second.isSpent());
    assertTrue(first.isSpent());
  }

  @Test
  void whoWaitsRunsOnceWhenThereIsRoom() {
    Runnable action = () -> runs++;
    first.take(LIMIT + 20);
    budget.whenNotSpent(action);
    budget.whenNotSpent(action);
    first.giveBack(20);
    assertEquals(0, runs);
    first.giveBack(1);
    assertEquals(1, runs);
    first.take(30);
    first.giveBack(30);
    assertEquals(1, runs);
  }

  @Test
  void nobodyWaitsWhileThereIsRoom() {
    first.take(LIMIT - 1);
    budget.whenNotSpent(() -> runs++);
    assertEquals(1, runs);
  }
}
