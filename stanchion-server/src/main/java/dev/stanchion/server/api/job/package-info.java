/**
 * Work that an operator has begun and that goes on after the answer.
 *
 * <p><b>Owner.</b> The port's thread. A job lives in memory: it ends with the server, and what it
 * has done up to then stays done.
 */
@NullMarked
package dev.stanchion.server.api.job;

import org.jspecify.annotations.NullMarked;
