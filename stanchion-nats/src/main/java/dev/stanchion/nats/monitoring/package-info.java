/**
 * The monitoring pages of a NATS server: {@code /varz}, {@code /connz} and the others, as nats-top
 * and the Prometheus exporters read them.
 *
 * <p>This package contains no HTTP: {@link dev.stanchion.nats.monitoring.NatsPages} turns a path
 * and its parameters into an answer, and the caller serves it over HTTP.
 *
 * <p><b>Owner.</b> Pages are safe for use by many threads. The loops answer between messages, a few
 * connections at a time. No loop ever waits for a page.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 10, {@code spec/operations.md} 4; field by field
 * compared with nats-server 2.10.29.
 *
 * <p><b>Errors.</b> The answer to a parameter that is not valid is 400 with Go's text, because
 * people search for that text.
 */
@NullMarked
package dev.stanchion.nats.monitoring;

import org.jspecify.annotations.NullMarked;
