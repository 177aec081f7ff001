/**
 * Takes over the directory of a Go server where it is: the files stay as they are, and the store of
 * Stanchion is beside them.
 *
 * <p><b>Owner.</b> The thread that starts the server.
 */
@NullMarked
package dev.stanchion.transfer.inplace;

import org.jspecify.annotations.NullMarked;
