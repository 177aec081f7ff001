/**
 * Reads databases of the Go server and of Stanchion, which have the same tables.
 *
 * <p><b>Owner.</b> The thread of a copy.
 */
@NullMarked
package dev.stanchion.transfer.sql;

import org.jspecify.annotations.NullMarked;
