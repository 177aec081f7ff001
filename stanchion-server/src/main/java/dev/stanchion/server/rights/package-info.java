/**
 * Rights per streaming channel: what a configuration says about a user, and what NATS and the
 * streaming engine make of it.
 *
 * <p>{@link dev.stanchion.server.rights.StreamingPermissions} is what an operator writes, in names
 * of channels. {@link dev.stanchion.server.rights.StreamingUsers} adds what the streaming protocol
 * itself needs to the NATS permissions of such a user, so that nobody has to know its subjects, and
 * no more than that: no other user's inboxes, and no subject that all clients share.
 *
 * <p>Immutable throughout.
 */
@NullMarked
package dev.stanchion.server.rights;

import org.jspecify.annotations.NullMarked;
