package dev.sonatina.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private final MemoryBudget budget = new MemoryBudget(100);
  private int runs;

  @Test
  void isSpentFromItsLimitOn() {
    budget.take(99);
    assertFalse(budget.isSpent());
    budget.take(1);
    assertTrue(budget.isSpent());
    budget.take(50);
    assertEquals(150, budget.taken());
  }

  @Test
  void whoWaitsRunsOnceWhenThereIsRoom() {
    Runnable action = () -> runs++;
    budget.take(120);
    budget.whenNotSpent(action);
    budget.whenNotSpent(action);
    budget.giveBack(20);
    assertEquals(0, runs);
    budget.giveBack(1);
    assertEquals(1, runs);
    budget.take(30);
    budget.giveBack(30);
    assertEquals(1, runs);
  }

  @Test
  void nobodyWaitsWhileThereIsRoom() {
    budget.take(99);
    budget.whenNotSpent(() -> runs++);
    assertEquals(1, runs);
  }
}
