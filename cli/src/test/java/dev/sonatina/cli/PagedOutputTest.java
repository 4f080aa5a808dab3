package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A screen of four lines of ten characters. */
class PagedOutputTest {

  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final PagedOutput pages =
      new PagedOutput(
          target,
          new PagedOutput.Screen() {
            @Override
            public PagedOutput.Size size() {
              return new PagedOutput.Size(10, 4);
            }

            @Override
            public int more() {
              target.writeBytes("?".getBytes(StandardCharsets.UTF_8));
              return answers.remove();
            }
          });

  private void print(String text) throws IOException {
    pages.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertShown(String expected) {
    assertEquals(expected, target.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aFullScreenAsksOnlyIfThereIsMore() throws IOException {
    print("1\n2\n3\n");
    assertShown("1\n2\n3\n");
    pages.restart();
    target.reset();
    answers.addAll(List.of(1, 2));
    print("1\n2\n3\n4\n5\n6\n");
    assertShown("1\n2\n3\n?4\n?5\n6\n");
  }

  @Test
  void whoHasSeenEnoughIsShownNoMore() {
    answers.add(0);
    assertThrows(ClosedOutputException.class, () -> print("1\n2\n3\n4\n5\n"));
    assertShown("1\n2\n3\n?");
  }

  @Test
  void longLinesTakeSeveralAndColoursNone() throws IOException {
    answers.add(9);
    print("\u001b[36m" + "ü".repeat(10) + "\u001b[0m\n2\n3\n4\n");
    assertShown("\u001b[36m" + "ü".repeat(10) + "\u001b[0m\n2\n3\n?4\n");
    pages.restart();
    target.reset();
    answers.add(9);
    print("x".repeat(21) + "\ny\n");
    assertShown("x".repeat(21) + "\n?y\n");
  }
}
