package dev.sonatina.conformance.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures the language with JMH: {@link PredicateBenchmark} and {@link ScriptBenchmark}, each in a
 * process of its own. The column {@code gc.alloc.rate.norm} tells how many bytes an operation
 * allocates. Not part of any build; run it, on a quiet machine, by
 *
 * <pre>
 *   mvn -q -pl conformance-tests -am test -Dtest=LanguageBenchmarkTest \
 *       -Dsurefire.failIfNoSpecifiedTests=false -Dtest.profile=bench
 * </pre>
 */
@EnabledIfSystemProperty(named = "sonatina.profile", matches = "bench")
class LanguageBenchmarkTest {

  @Test
  void predicatesAndScripts() throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(PredicateBenchmark.class.getName())
        .include(ScriptBenchmark.class.getName())
        .addProfiler(GCProfiler.class)
        .forks(1)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(2))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(2))
        .jvmArgsAppend("-Xmx2g")
        .shouldFailOnError(true);
    assertFalse(new Runner(options.build()).run().isEmpty());
  }
}
