/**
 * What a user may publish and subscribe to.
 *
 * <p>{@link dev.stanchion.nats.permission.Permissions} is what the configuration contains; {@link
 * dev.stanchion.nats.permission.Rights} is its form for one connection, with the earlier decisions
 * about that connection. A connection that may do everything has no rights object, so it pays
 * nothing.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 7.3, with the recommendations there instead of the
 * reference's gaps: a pattern is allowed only if one allowed pattern covers all of it, and no
 * wildcard that overlaps a denied subject gets its messages.
 *
 * <p><b>Owner.</b> The configuration is immutable. Rights belong to the connection's loop, except
 * what says otherwise.
 */
@NullMarked
package dev.stanchion.nats.permission;

import org.jspecify.annotations.NullMarked;
