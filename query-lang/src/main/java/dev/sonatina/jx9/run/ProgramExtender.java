package dev.sonatina.jx9.run;

/** Compiles more code into a program that is running, for {@code include}. Thread-safe. */
@FunctionalInterface
public interface ProgramExtender {
  /**
   * Adds a script to a program. Its functions and constants join those of the program, whose
   * numbers stay as they are.
   *
   * @throws dev.sonatina.jx9.diagnostic.Jx9SyntaxException with the first error of the script
   */
  Extension extend(Program program, Environment environment, byte[] text);

  /**
   * A program and what was added to it.
   *
   * @param program all of it
   * @param code the top level of the script that was added
   */
  record Extension(Program program, FunctionCode code) {}
}
