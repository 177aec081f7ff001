/**
 * What is done with old segments instead of deleting them.
 *
 * <p><b>Owner.</b> The store's writer retires segments; an archive has a thread of its own beside
 * it, on which nothing waits.
 */
@NullMarked
package dev.stanchion.store.file.archive;

import org.jspecify.annotations.NullMarked;
