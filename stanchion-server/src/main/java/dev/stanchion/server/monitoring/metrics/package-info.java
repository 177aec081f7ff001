/**
 * {@code /metrics}: what Prometheus scrapes, without an exporter beside the server.
 *
 * <p>Names, labels and types that begin with {@code nss_} are those of prometheus-nats-exporter, so
 * that boards and alerts made for NATS Streaming go on working; what it has no name for begins with
 * {@code stanchion_}. {@code docs/guide/monitoring.md} lists all.
 *
 * <p><b>Owner.</b> Written on the monitoring port's thread, from the engine's answers.
 *
 * <p><b>Bounds.</b> Channels are looked at a few hundred at a time, and the page ends at a number
 * of bytes; how many channels are not on it is a metric too.
 */
@NullMarked
package dev.stanchion.server.monitoring.metrics;

import org.jspecify.annotations.NullMarked;
