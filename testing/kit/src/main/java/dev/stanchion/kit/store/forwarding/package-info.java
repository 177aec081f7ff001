/**
 * A store, a log and subscriptions that pass everything on to others, for tests whose store is
 * right but for one thing.
 *
 * <p>Stores that ship do without them: what a decorator like encryption forgets to override must
 * not compile, rather than pass by.
 */
@NullMarked
package dev.stanchion.kit.store.forwarding;

import org.jspecify.annotations.NullMarked;
