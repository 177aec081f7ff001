/**
 * The pages on which a NATS server shows itself: {@code /varz}, {@code /connz} and the others, as
 * nats-top and the exporters of Prometheus read them.
 *
 * <p>No HTTP in here: {@link dev.stanchion.nats.monitoring.NatsPages} turns a path and its
 * parameters into an answer, and whoever has a port serves it.
 *
 * <p><b>Owner.</b> Pages are safe for use by many threads. What they show is gathered on the loops
 * between messages, a few connections at a time, and no loop ever waits for a page.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 10, {@code spec/operations.md} 4; field by field
 * compared with nats-server 2.10.29.
 *
 * <p><b>Errors.</b> A parameter that cannot be understood is answered with 400 and Go's words,
 * because that is what people search for.
 */
@NullMarked
package dev.stanchion.nats.monitoring;

import org.jspecify.annotations.NullMarked;
