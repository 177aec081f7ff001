/**
 * Benchmarks of the inner loops, each for one class, with inputs as real deployments have them.
 *
 * <p>{@code bin/jmh -prof gc ClientOpParser} runs one; {@code gc.alloc.rate.norm}, the bytes
 * allocated per operation, is the figure that does not wobble. Times are only worth comparing
 * within one run; {@code docs/reference/performance.md} says how. CI runs all of them for a moment
 * and never judges them.
 *
 * <p>The shard and the bus are the module's own and not the kit's: those make an object for each
 * task, timer and message, and a figure would show these objects, too.
 *
 * <p>{@code page} draws what {@code bin/stanchion bench} measured, and has no benchmarks.
 */
@NullMarked
package dev.stanchion.bench;

import org.jspecify.annotations.NullMarked;
