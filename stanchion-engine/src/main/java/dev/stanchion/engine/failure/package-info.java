/**
 * Reports of failures of the store to operators: once for each reason, however often the store
 * fails.
 *
 * <p><b>Owner.</b> Each {@link dev.stanchion.engine.failure.StoreFailures} belongs to one shard.
 */
@NullMarked
package dev.stanchion.engine.failure;

import org.jspecify.annotations.NullMarked;
