/**
 * A store, a log and a record of subscriptions that forward every call, for tests of a store with
 * one fault, and of a store that a test watches.
 *
 * <p>Product code does not use them. A decorator like encryption must not compile if it does not
 * override a method. {@code DecoratorsTest} checks the methods with a default, which compile.
 */
@NullMarked
package dev.stanchion.kit.store.forwarding;

import org.jspecify.annotations.NullMarked;
