/**
 * Benchmarks of the inner loops, each for one class, with inputs as real deployments have them.
 *
 * <p>{@code bin/jmh -prof gc ClientOpParser} runs one. {@code gc.alloc.rate.norm}, the bytes
 * allocated for each operation, is the figure that does not vary. Times can only be compared within
 * one run; see {@code docs/reference/performance.md}. CI runs each benchmark for a moment and never
 * judges its result.
 *
 * <p>The shard and the bus are the module's own. Those of the kit create an object for each task,
 * timer and message, and a figure would include these objects.
 *
 * <p>{@code page} draws the results of {@code bin/stanchion bench}, and contains no benchmarks.
 */
@NullMarked
package dev.stanchion.bench;

import org.jspecify.annotations.NullMarked;
