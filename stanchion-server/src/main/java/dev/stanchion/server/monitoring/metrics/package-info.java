/**
 * {@code /metrics}: what Prometheus scrapes, without an exporter beside the server.
 *
 * <p>Names, labels and types that begin with {@code nss_} are those of prometheus-nats-exporter, so
 * dashboards and alerts for NATS Streaming continue to work. Other metrics begin with {@code
 * stanchion_}. {@code docs/guide/monitoring.md} lists all of them.
 *
 * <p><b>Owner.</b> The monitoring port's thread writes the page from the engine's answers.
 *
 * <p><b>Bounds.</b> The page asks for a few hundred channels at a time and has a maximum length. A
 * metric counts the channels that it leaves out.
 */
@NullMarked
package dev.stanchion.server.monitoring.metrics;

import org.jspecify.annotations.NullMarked;
