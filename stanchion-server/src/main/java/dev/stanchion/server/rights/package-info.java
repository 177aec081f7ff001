/**
 * Rights per streaming channel: the configuration of a user, and its form for NATS and the
 * streaming engine.
 *
 * <p>{@link dev.stanchion.server.rights.StreamingPermissions} is what an operator writes, with
 * names of channels. {@link dev.stanchion.server.rights.StreamingUsers} adds the subjects of the
 * streaming protocol to the NATS permissions of such a user, so that operators need not know them.
 * It adds no more than that: no inboxes of other users, and no subject that all clients share.
 *
 * <p>Everything here is immutable.
 */
@NullMarked
package dev.stanchion.server.rights;

import org.jspecify.annotations.NullMarked;
