/**
 * A broker and a client in one process for minutes or hours, while the broker is killed and
 * restarted: {@code bin/client-soak}.
 *
 * <p>{@link dev.stanchion.bench.soak.ClientSoak} runs it. {@link dev.stanchion.bench.soak.Ledger}
 * knows whether something got lost, and {@link dev.stanchion.bench.soak.Footprint} whether threads
 * and heap have grown.
 */
@NullMarked
package dev.stanchion.bench.soak;

import org.jspecify.annotations.NullMarked;
