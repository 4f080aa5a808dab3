package dev.sonatina.net.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.jx9.diagnostic.LimitExceededException;
import dev.sonatina.net.sonata.SonataRpc;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server says of an error is the same error at the client, by code and by type. */
class ClientErrorsTest {

  private static SonatinaException sent(SonatinaException e) {
    return ClientErrors.refused(SonataRpc.EXECUTE, ErrorTexts.of(e, "db"));
  }

  private static void assertArrives(SonatinaException e) {
    assertEquals(e.code(), sent(e).code());
    assertEquals(e.getClass(), sent(e).getClass());
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_SUCH_COLLECTION", "COLLECTION_EXISTS", "NO_SUCH_RECORD"})
  void requestsThatDoNotFit(ErrorCode code) {
    assertArrives(new DatabaseException(code, "text of the engine"));
  }

  @Test
  void aFullDisk() {
    assertArrives(new StorageException(ErrorCode.DISK_FULL, "text of the engine"));
  }

  @ParameterizedTest
  @EnumSource(names = {"SCRIPT_SYNTAX", "LIMIT_EXCEEDED"})
  void endsOfScripts(ErrorCode code) {
    LimitExceededException cause = new LimitExceededException("time", "60 s", null);
    assertArrives(new ScriptException(code, String.valueOf(cause.getMessage()), cause, 1, 1));
  }
}
