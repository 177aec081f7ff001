/**
 * A store, a log and a record of subscriptions that forward every call, for tests of a store with
 * one fault.
 *
 * <p>Product code does not use them. A decorator like encryption must not compile if it does not
 * override a method.
 */
@NullMarked
package dev.stanchion.kit.store.forwarding;

import org.jspecify.annotations.NullMarked;
