package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Chronicle Map asks of the process that it runs in. Touches none of its classes. */
final class ChronicleSupport {

  private static final String LIBRARY = "net.openhft.chronicle.map.ChronicleMap";

  /** A package that Chronicle reaches into, and the option of Java that lets it. */
  private record Need(String module, String packageName, boolean opened) {

    String option() {
      String option = opened ? "--add-opens=" : "--add-exports=";
      return option + module + "/" + packageName + "=ALL-UNNAMED";
    }

    boolean isMet(Module here) {
      Optional<Module> found = ModuleLayer.boot().findModule(module);
      return found.isPresent()
          && (opened
              ? found.get().isOpen(packageName, here)
              : found.get().isExported(packageName, here));
    }
  }

  private static final List<Need> NEEDS =
      List.of(
          new Need("jdk.compiler", "com.sun.tools.javac.file", false),
          new Need("java.base", "java.lang", true),
          new Need("java.base", "java.lang.reflect", true),
          new Need("java.base", "sun.nio.ch", true));

  private ChronicleSupport() {}

  /**
   * Checks that Chronicle Map can work here, and sets it up.
   *
   * @throws StorageException {@code UNSUPPORTED}, naming what is missing
   */
  static void require() {
    try {
      Class.forName(LIBRARY, false, ChronicleSupport.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw unsupported("the library net.openhft:chronicle-map on the class path", e);
    }
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      throw unsupported("a Java with the module jdk.compiler, which is a JDK", null);
    }
    List<String> missing = new ArrayList<>();
    for (Need need : NEEDS) {
      if (!need.isMet(ChronicleSupport.class.getModule())) {
        missing.add(need.option());
      }
    }
    if (!missing.isEmpty()) {
      throw unsupported("these options of Java: " + String.join(" ", missing), null);
    }
    if (!"i".toUpperCase(Locale.getDefault()).equals("I")) {
      // It makes code whose names it capitalises by the rules of the locale, as Turkish ones.
      throw unsupported("a locale in which the capital of i is I: -Duser.language=en", null);
    }
    setUp();
  }

  /** Each only unless somebody has set it otherwise. */
  private static void setUp() {
    // It would report its use to the outside; the part that does so is not on the class path
    // either.
    setUnlessSet("chronicle.analytics.disable", "true");
    // It is silent unless somebody chooses a logger.
    setUnlessSet("slf4j.internal.verbosity", "ERROR");
    // A reader that was killed while it held a lock holds up nobody longer than this.
    setUnlessSet("net.openhft.chronicle.map.lockTimeoutSeconds", "2");
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static StorageException unsupported(String need, @Nullable Exception cause) {
    String message = "the store 'chronicle' needs " + need;
    return cause == null
        ? new StorageException(ErrorCode.UNSUPPORTED, message)
        : new StorageException(ErrorCode.UNSUPPORTED, message, cause);
  }
}
