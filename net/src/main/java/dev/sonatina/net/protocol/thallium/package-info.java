/**
 * The innermost wire layer: how Thallium encodes arguments and results, JSON values of both
 * generations included. Pure functions over bytes; relies on {@code net.protocol}, its {@code json}
 * and, for the interface of argument layouts, its {@code mercury}. Read {@link
 * dev.sonatina.net.protocol.thallium.ThalliumReader} first.
 */
@NullMarked
package dev.sonatina.net.protocol.thallium;

import org.jspecify.annotations.NullMarked;
