package dev.sonatina.net.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.rpc.RpcLimits;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Filters whose results are too large for one answer, and what a server cannot be asked. */
class LargeResultTest {

  private static final int RESULT_BYTES_MAX = 100_000;
  private static final int COUNT = 1_000;

  private SonatinaServer server;
  private SonataClient client;
  private RemoteCollection records;

  @BeforeEach
  void start() throws IOException {
    RpcLimits limits = RpcLimits.defaults().withResultBytesMax(RESULT_BYTES_MAX);
    server = SonatinaServer.builder().limits(limits).start();
    client = SonataClient.connect(server.address().toString());
    client.admin(0).createDatabase("db", "unqlite", "{\"in-memory\": true}");
    records = client.database(0, "db").createCollection("c");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      texts.add("{\"n\":" + i + ",\"filling\":\"" + "x".repeat(200) + "\"}");
    }
    records.storeAll(texts);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void aFilterThatSelectsTooMuchIsRefusedWithAWayOut() {
    for (Executable selectsAll :
        List.<Executable>of(
            () -> records.filter("function($r) { return true; }").toList(),
            () -> records.all().toList())) {
      SonatinaException refused = assertThrows(SonatinaException.class, selectsAll);
      assertTrue(
          String.valueOf(refused.getMessage())
              .contains("more than " + RESULT_BYTES_MAX + " bytes; ask for less"),
          refused.getMessage());
    }
    // The way out that the message names: by ids, a page at a time.
    List<String> pages = new ArrayList<>();
    for (int from = 0; from < COUNT; from += 250) {
      String page =
          "function($r) { return $r.__id >= " + from + " && $r.__id < " + (from + 250) + "; }";
      pages.addAll(records.filter(page).toList());
    }
    assertEquals(COUNT, pages.size());
  }

  @Test
  void whatTheProtocolHasNoRequestForIsSaidAtOnce() {
    FilterRequest request = FilterRequest.of("function($r) { return true; }");
    for (Executable unsupported :
        List.<Executable>of(() -> records.explain(request), () -> records.createColumn("n"))) {
      SonatinaException e = assertThrows(SonatinaException.class, unsupported);
      assertEquals(ErrorCode.UNSUPPORTED, e.code());
      assertTrue(String.valueOf(e.getMessage()).contains("protocol"), e.getMessage());
    }
  }
}
