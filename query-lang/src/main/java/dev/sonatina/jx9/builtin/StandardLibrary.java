package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Library;
import java.util.ArrayList;
import java.util.List;

/** The builtin functions and constants. */
public final class StandardLibrary {
  private StandardLibrary() {}

  /** The libraries every script has, plus the optional ones asked for. */
  public static List<Library> create(StandardLibraryOptions options) {
    List<Library> libraries = new ArrayList<>();
    libraries.add(Library.builder("standard").build());
    return libraries;
  }
}
