/**
 * An alternative to deleting old segments.
 *
 * <p><b>Owner.</b> The store's writer retires segments. An archive has its own thread, and no other
 * thread waits for it.
 */
@NullMarked
package dev.stanchion.store.file.archive;

import org.jspecify.annotations.NullMarked;
