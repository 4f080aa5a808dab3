package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.engine.api.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the options of Java that Chronicle Map asks for, as this test runs. */
class ChronicleFlagsTest {

  @Test
  void missingOptionsAreNamedAndNothingIsMade(@TempDir Path directory) {
    Path path = directory.resolve("db");
    OpenOptions chronicle = OpenOptions.defaults().withStore(StoreType.CHRONICLE);
    StorageException refused =
        assertThrows(StorageException.class, () -> Sonatina.open(path, chronicle));
    assertEquals(ErrorCode.UNSUPPORTED, refused.code());
    for (String option :
        List.of(
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")) {
      assertTrue(String.valueOf(refused.getMessage()).contains(option), refused::getMessage);
    }
    assertFalse(Files.exists(path));
  }
}
