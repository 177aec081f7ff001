/**
 * Messaging with the server from inside its process, without a socket.
 *
 * <p>{@link dev.stanchion.nats.inprocess.InProcess} is the interface that others use. A handler in
 * the process counts as a subscriber in every respect.
 *
 * <p><b>Owner.</b> Safe for use by many threads, except what says otherwise.
 *
 * <p><b>Errors.</b> A subject that is not valid is an {@link IllegalArgumentException}. An
 * exception of a handler is logged and ends nothing.
 */
@NullMarked
package dev.stanchion.nats.inprocess;

import org.jspecify.annotations.NullMarked;
