/**
 * Administration: operations that an operator asks for, their plans, and reads that leave no trace.
 *
 * <p>{@link dev.stanchion.engine.admin.Administration} is the only entry. It takes an {@link
 * dev.stanchion.engine.admin.Operation} to the shard that owns the channel or the client, which
 * plans it or carries it out. Command line, HTTP and dashboard differ in form only.
 *
 * <p><b>Owner.</b> The shard of the channel; the first shard for clients. The values that are
 * handed to callers are copies and immutable.
 *
 * <p><b>Units.</b> Sequences count from 1. {@code …EpochNanos} is a time of day.
 *
 * <p><b>Errors.</b> A request that cannot be granted is a value, {@link
 * dev.stanchion.engine.admin.Failure}, with the facts that an answer needs.
 */
@NullMarked
package dev.stanchion.engine.admin;

import org.jspecify.annotations.NullMarked;
