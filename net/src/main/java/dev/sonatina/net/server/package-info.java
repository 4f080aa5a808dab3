/**
 * The assembled server: providers behind one listener, configured by a builder or by JSON. Relies
 * on the other packages of {@code net} and on {@code engine}. Read {@link
 * dev.sonatina.net.server.SonatinaServer} first.
 */
@NullMarked
package dev.sonatina.net.server;

import org.jspecify.annotations.NullMarked;
