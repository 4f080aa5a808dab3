package dev.sonatina.engine.storage.log;

/**
 * How much the tests do: little in every build, much with {@code -Dtest.profile=long}, which Maven
 * hands on as the system property {@code sonatina.profile}.
 */
final class TestProfile {

  private TestProfile() {}

  static boolean isLong() {
    return "long".equals(System.getProperty("sonatina.profile"));
  }

  /** One of two figures. */
  static long figure(long inEveryBuild, long inTheLongProfile) {
    return isLong() ? inTheLongProfile : inEveryBuild;
  }

  /** The seed that random tests start from: {@code -Dsonatina.seed=N}, or always the same. */
  static long seed() {
    return Long.getLong("sonatina.seed", 1);
  }

  /** Shows what a test has done. */
  @SuppressWarnings("SystemOut") // The figures belong on the console.
  static void print(String figures) {
    System.out.println(figures);
  }
}
