/**
 * The store of a broker under test: what it keeps, and how it fails. {@link WatchedStore} stands
 * around any store, so that each fault is the same for messages in memory and in files.
 */
@NullMarked
package dev.stanchion.test.store;

import org.jspecify.annotations.NullMarked;
