/**
 * Reads the messages of a server that runs, by subscribing to its channels.
 *
 * <p><b>Owner.</b> The thread of a copy. The connection delivers on its own threads, which wait
 * until the copy takes their messages.
 */
@NullMarked
package dev.stanchion.transfer.live;

import org.jspecify.annotations.NullMarked;
