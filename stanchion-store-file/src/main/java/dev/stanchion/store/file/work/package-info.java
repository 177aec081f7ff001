/**
 * Where a file store's work is done: by workers that do one thing at a time, so that each piece of
 * state has one owner.
 *
 * <p>{@link dev.stanchion.store.file.work.StoreWorkers} has one for each of the store's tasks.
 * {@link dev.stanchion.store.file.work.ThreadedWorkers} are threads; tests have a queue on a
 * virtual clock in their place, in which nothing happens by itself.
 */
@NullMarked
package dev.stanchion.store.file.work;

import org.jspecify.annotations.NullMarked;
