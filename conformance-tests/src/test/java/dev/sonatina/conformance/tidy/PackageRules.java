package dev.sonatina.conformance.tidy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of our packages may use which others, and where each third-party library lives; the table
 * that ARCHITECTURE.md explains, in a form that a test can check.
 *
 * <p>Names are below {@code dev.sonatina}. An entry also stands for the packages below it that have
 * no entry of their own, and a permission for everything below what it names.
 */
final class PackageRules {

  static final String ROOT = "dev.sonatina.";

  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("grammar", Set.of()),
          Map.entry("jx9.value", Set.of()),
          Map.entry("jx9.diagnostic", Set.of()),
          Map.entry("jx9.ast", Set.of("jx9.diagnostic")),
          Map.entry("jx9.parse", Set.of("grammar", "jx9.ast", "jx9.diagnostic")),
          Map.entry("jx9.function", Set.of("jx9.value")),
          Map.entry("jx9.run", Set.of("jx9.value", "jx9.function", "jx9.diagnostic")),
          Map.entry("jx9.compile", Set.of("jx9.ast", "jx9.run", "jx9.value", "jx9.diagnostic")),
          Map.entry("jx9.builtin", Set.of("jx9.function", "jx9.value")),
          Map.entry("jx9", Set.of("jx9")),
          Map.entry("engine.api", Set.of()),
          Map.entry("engine.binding", Set.of("engine.api")),
          Map.entry("engine.vfs", Set.of()),
          Map.entry("engine.record", Set.of("jx9.value", "engine.api")),
          Map.entry("engine.storage", Set.of("engine.api")),
          Map.entry("engine.storage.log", Set.of("engine.storage", "engine.api", "engine.vfs")),
          Map.entry("engine.storage.memory", Set.of("engine.storage", "engine.api", "engine.vfs")),
          Map.entry(
              "engine.storage.chronicle", Set.of("engine.storage", "engine.api", "engine.vfs")),
          Map.entry(
              "engine.query",
              Set.of("engine.query", "jx9", "engine.api", "engine.record", "engine.storage")),
          Map.entry(
              "engine.interchange",
              Set.of(
                  "engine.interchange",
                  "engine.api",
                  "engine.record",
                  "engine.storage",
                  "engine.vfs",
                  "jx9.value")),
          Map.entry("engine", Set.of("engine", "jx9")),
          Map.entry("net.transport", Set.of()),
          Map.entry("net.protocol", Set.of("net.protocol")),
          Map.entry("net.rpc", Set.of("net.transport", "net.protocol")),
          Map.entry("net.sonata", Set.of("net.rpc", "net.protocol", "net.sonata", "engine", "jx9")),
          Map.entry("net.provdb", Set.of("net.rpc", "net.protocol")),
          Map.entry("net.server", Set.of("net", "engine")),
          Map.entry(
              "net.client",
              Set.of("net.transport", "net.protocol", "net.rpc", "net.sonata", "engine.api")),
          // The verb "functions" prints the catalogue that the builtins keep of themselves.
          Map.entry("cli", Set.of("cli", "net", "engine", "jx9.builtin")),
          Map.entry(
              "conformance", Set.of("conformance", "cli", "net", "engine", "jx9", "grammar")));

  /** Packages of other projects, each with the packages of ours that may name its types. */
  static final Map<String, List<String>> HOMES =
      Map.of(
          "org.antlr..", List.of("grammar", "jx9.parse"),
          "com.fasterxml.jackson..", List.of("engine.record", "engine.binding", "conformance"),
          "net.openhft..", List.of("engine.storage.chronicle"),
          "io.netty..", List.of("net"),
          "picocli..", List.of("cli", "conformance"),
          "org.jline..", List.of("cli"),
          "org.openjdk.jmh..", List.of("conformance"));

  private PackageRules() {}

  /** What a package may use besides itself; empty when the table does not know it. */
  static Optional<Set<String>> mayUse(String packageName) {
    return MAY_USE.keySet().stream()
        .filter(entry -> isWithin(packageName, entry))
        .max(Comparator.comparingInt(String::length))
        .map(MAY_USE::get);
  }

  /** Whether a package is this one or below it. */
  static boolean isWithin(String packageName, String ancestor) {
    return packageName.equals(ancestor) || packageName.startsWith(ancestor + ".");
  }
}
