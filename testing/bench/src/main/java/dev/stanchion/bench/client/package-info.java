/**
 * What a client library costs its program: {@code bin/client-bench}.
 *
 * <p>{@link dev.stanchion.bench.client.ClientBench} starts servers and, in turn, a process for each
 * library, because the libraries need different versions of jnats. {@link
 * dev.stanchion.bench.client.ClientProcess} is such a process. A figure is for one machine and one
 * moment; compare those of one run.
 */
@NullMarked
package dev.stanchion.bench.client;

import org.jspecify.annotations.NullMarked;
