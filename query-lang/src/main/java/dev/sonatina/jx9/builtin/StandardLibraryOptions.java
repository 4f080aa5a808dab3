package dev.sonatina.jx9.builtin;

/**
 * Which optional libraries scripts get.
 *
 * @param mathFunctions {@code abs}, {@code sqrt} and the like, which Sonata's build of the original
 *     lacks
 * @param hashFunctions {@code md5}, {@code sha1} and {@code crc32}, which it lacks as well
 * @param hostFunctions files, environment and process of the host
 */
public record StandardLibraryOptions(
    boolean mathFunctions, boolean hashFunctions, boolean hostFunctions) {
  /** What a server offers: none of them. */
  public static StandardLibraryOptions defaults() {
    return new StandardLibraryOptions(false, false, false);
  }

  public StandardLibraryOptions withMathFunctions(boolean enabled) {
    return new StandardLibraryOptions(enabled, hashFunctions, hostFunctions);
  }

  public StandardLibraryOptions withHashFunctions(boolean enabled) {
    return new StandardLibraryOptions(mathFunctions, enabled, hostFunctions);
  }

  public StandardLibraryOptions withHostFunctions(boolean enabled) {
    return new StandardLibraryOptions(mathFunctions, hashFunctions, enabled);
  }
}
