package dev.sonatina.net.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The lanes on threads that run only when told to. */
class DatabaseLanesTest {

  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final DatabaseLanes lanes = new DatabaseLanes(ready::add, ready::add, 2, 1);

  private void runReady() {
    for (int n = ready.size(); n > 0; n--) {
      ready.remove().run();
    }
  }

  private void runAll() {
    while (!ready.isEmpty()) {
      ready.remove().run();
    }
  }

  @Test
  void writesKeepTheirOrder() {
    for (int i = 0; i < 200; i++) {
      String name = "w" + i;
      lanes.write(() -> done.add(name));
    }
    assertEquals(1, ready.size());
    runAll();
    assertEquals(200, done.size());
    assertEquals("w199", done.get(199));
  }

  @Test
  void onlySoManyRunAtOnce() {
    for (int i = 0; i < 5; i++) {
      lanes.read(() -> done.add("read"));
      lanes.script(() -> done.add("script"));
    }
    assertEquals(3, ready.size());
    runReady();
    assertEquals(1, ready.size(), "the lane of scripts goes on, after others had the thread");
    assertEquals(5, Collections.frequency(done, "read"));
    assertEquals(1, Collections.frequency(done, "script"));
    runAll();
    assertEquals(10, done.size());
    lanes.read(() -> done.add("read"));
    assertEquals(1, ready.size(), "threads that had nothing left to do count no longer");
  }

  @Test
  void aTaskThatFailsDoesNotStopItsLane() {
    SerialLane lane = new SerialLane(Runnable::run, 1);
    lane.execute(
        () -> {
          throw new IllegalStateException("expected in this test");
        });
    lane.execute(() -> done.add("next"));
    assertEquals(List.of("next"), done);
    assertFalse(lane.isBusy());
  }
}
