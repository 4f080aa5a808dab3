package dev.sonatina.jx9.builtin;

/**
 * Which optional libraries scripts get.
 *
 * @param mathFunctions {@code abs}, {@code sqrt} and the like, which Sonata's build of the original
 *     lacks
 * @param hostFunctions files, environment and process of the host
 */
public record StandardLibraryOptions(boolean mathFunctions, boolean hostFunctions) {
  /** What a server offers: neither. */
  public static StandardLibraryOptions defaults() {
    return new StandardLibraryOptions(false, false);
  }

  public StandardLibraryOptions withMathFunctions(boolean enabled) {
    return new StandardLibraryOptions(enabled, hostFunctions);
  }

  public StandardLibraryOptions withHostFunctions(boolean enabled) {
    return new StandardLibraryOptions(mathFunctions, enabled);
  }
}
