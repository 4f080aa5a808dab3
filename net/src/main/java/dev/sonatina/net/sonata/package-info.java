/**
 * Sonata's server surface: providers, their databases, and one handler for each RPC. All error text
 * that clients see is made in {@code ErrorTexts}. Relies on {@code net.rpc}, {@code net.protocol},
 * {@code engine.api} and the packages below it. Read {@link dev.sonatina.net.sonata.SonataProvider}
 * first.
 */
@NullMarked
package dev.sonatina.net.sonata;

import org.jspecify.annotations.NullMarked;
