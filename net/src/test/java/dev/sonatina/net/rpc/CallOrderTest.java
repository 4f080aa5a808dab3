package dev.sonatina.net.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.net.rpc.CallOrder.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The moment is over, and calls end, when the test says so. */
class CallOrderTest {

  private final List<Runnable> moments = new ArrayList<>();
  private final CallOrder order = new CallOrder(moments::add);
  private final List<String> started = new ArrayList<>();
  private final Map<String, Runnable> ends = new HashMap<>();

  private void submit(Kind kind, String name) {
    order.submit(
        kind,
        end -> {
          started.add(name);
          ends.put(name, end);
        });
  }

  private void end(String name) {
    Objects.requireNonNull(ends.get(name), name).run();
  }

  @Test
  void readsWaitForEarlierWritesAndWritesForEarlierReads() {
    submit(Kind.WRITE, "write 1");
    submit(Kind.WRITE, "write 2");
    submit(Kind.READ, "read 1");
    submit(Kind.READ, "read 2");
    submit(Kind.WRITE, "write 3");
    submit(Kind.READ, "read 3");
    assertEquals(List.of("write 1", "write 2"), started);
    end("write 2");
    assertEquals(2, started.size());
    end("write 1");
    assertEquals(List.of("read 1", "read 2"), started.subList(2, started.size()));
    end("read 1");
    end("read 2");
    assertEquals(List.of("write 3"), started.subList(4, started.size()));
    end("write 3");
    assertEquals(List.of("read 3"), started.subList(5, started.size()));
  }

  @Test
  void nothingRunsBesideACallThatIsAlone() {
    submit(Kind.READ, "read");
    submit(Kind.ALONE, "alone");
    submit(Kind.WRITE, "write");
    assertEquals(List.of("read"), started);
    end("read");
    assertEquals(List.of("read", "alone"), started);
    end("alone");
    assertEquals(List.of("read", "alone", "write"), started);
  }

  @Test
  void whoTakesLongHoldsOthersUpForAMomentOnly() {
    submit(Kind.SCAN, "scan");
    submit(Kind.READ, "read");
    submit(Kind.WRITE, "write");
    end("read");
    assertEquals(List.of("scan", "read"), started);
    assertEquals(1, moments.size());
    moments.get(0).run();
    assertEquals(List.of("scan", "read", "write"), started);
    // Its real end counts no second time.
    end("scan");
    submit(Kind.READ, "read 2");
    assertEquals(3, started.size());
    end("write");
    assertEquals(4, started.size());
  }
}
