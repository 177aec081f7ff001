/**
 * A store, a log and a record of subscriptions that forward every call: for a store with one fault,
 * and for a store that somebody watches. The broker inside tests and the tests of this project use
 * them.
 *
 * <p>The server does not use them. A decorator like encryption must not compile if it does not
 * override a method. {@code DecoratorsTest} checks the methods with a default, which compile.
 */
@NullMarked
package dev.stanchion.engine.spi.forwarding;

import org.jspecify.annotations.NullMarked;
