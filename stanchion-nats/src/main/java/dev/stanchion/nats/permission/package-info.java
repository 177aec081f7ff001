/**
 * What a user may publish and subscribe to.
 *
 * <p>{@link dev.stanchion.nats.permission.Permissions} is what a configuration says; {@link
 * dev.stanchion.nats.permission.Rights} is what it means for one connection, with what that
 * connection has been decided before. A connection that may do everything has no rights object, so
 * that it costs nothing.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 7.3, with the recommendations there in place of the
 * reference's holes: a pattern is allowed only if one allowed pattern covers all of it, and denied
 * subjects are kept from every wildcard that overlaps them.
 *
 * <p><b>Owner.</b> The configuration is immutable. Rights belong to the connection's loop, except
 * what says otherwise.
 */
@NullMarked
package dev.stanchion.nats.permission;

import org.jspecify.annotations.NullMarked;
