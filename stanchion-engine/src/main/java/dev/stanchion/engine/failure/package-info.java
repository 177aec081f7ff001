/**
 * How the engine tells operators what the store cannot do: once for each reason, however often it
 * fails.
 *
 * <p><b>Owner.</b> Each {@link dev.stanchion.engine.failure.StoreFailures} belongs to one shard.
 */
@NullMarked
package dev.stanchion.engine.failure;

import org.jspecify.annotations.NullMarked;
