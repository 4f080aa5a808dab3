package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the host gives to one run.
 *
 * @param superglobals variables that every function sees
 * @param attachments what native functions find by type
 * @param reportsErrors whether run-time messages become part of the output
 */
public record RunSettings(
    Map<StringValue, Value> superglobals,
    Map<Class<?>, Object> attachments,
    OutputSink output,
    Limits limits,
    CancellationToken cancellation,
    boolean reportsErrors,
    Clock clock,
    RandomGenerator random) {}
