package dev.sonatina.net.sonata.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.SonatinaException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script starts elsewhere must not go on when the script has to end. */
class NestedScriptTest {

  /** Where scripts call; cancels the script and notes whether the call was told. */
  private static final class Elsewhere {
    private final Cancellation script = new Cancellation();
    private boolean overBefore;
    private boolean overAfter;
    private int calls;

    private final ScriptPeer peer =
        (ScriptPeer)
            Proxy.newProxyInstance(
                ScriptPeer.class.getClassLoader(),
                new Class<?>[] {ScriptPeer.class},
                (proxy, method, arguments) -> {
                  calls++;
                  Cancellation call = (Cancellation) arguments[3];
                  overBefore = call.isCancelled();
                  script.cancel();
                  overAfter = call.isCancelled();
                  return method.getName().equals("execute") ? Map.of() : List.of();
                });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sonata_execute($db, 'for(;;);');",
        "$c = {database: $db, collection_name: 'c'}; sonata_filter($c, 'function($r){ for(;;); }');"
      })
  void itEndsWithTheScript(String call) {
    Elsewhere elsewhere = new Elsewhere();
    String script = "$db = {address: 'a', provider_id: 0, database_name: 'd'}; " + call;
    try (Database database =
        Sonatina.inMemory(
            OpenOptions.defaults(),
            List.of(
                SonataLibrary.create(
                    (address, provider) -> elsewhere.peer, HeapBudget.unlimited())))) {
      ScriptRequest request =
          ScriptRequest.of(script + call + " for(;;);").cancellation(elsewhere.script);
      SonatinaException e = assertThrows(SonatinaException.class, () -> database.execute(request));
      assertEquals(ErrorCode.CANCELLED, e.code());
    }
    assertFalse(elsewhere.overBefore);
    assertTrue(elsewhere.overAfter);
    assertEquals(1, elsewhere.calls);
  }

  @Test
  void aRunningScriptAsksWhetherItIsWanted() {
    int[] asked = new int[1];
    Cancellation cancellation = new Cancellation(() -> ++asked[0] > 3);
    try (Database database = Sonatina.inMemory()) {
      ScriptRequest request = ScriptRequest.of("for(;;);").cancellation(cancellation);
      SonatinaException e = assertThrows(SonatinaException.class, () -> database.execute(request));
      assertEquals(ErrorCode.CANCELLED, e.code());
    }
    assertEquals(4, asked[0]);
  }
}
