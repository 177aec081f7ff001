/**
 * Messaging with the server from inside its process, without a socket.
 *
 * <p>{@link dev.stanchion.nats.inprocess.InProcess} is the interface for callers. An in-process
 * handler counts as a subscriber in every respect.
 *
 * <p><b>Owner.</b> Safe for use by many threads, except what says otherwise.
 *
 * <p><b>Errors.</b> A subject that is not valid is an {@link IllegalArgumentException}. The server
 * logs an exception of a handler and continues.
 */
@NullMarked
package dev.stanchion.nats.inprocess;

import org.jspecify.annotations.NullMarked;
