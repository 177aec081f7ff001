/**
 * The load driver behind {@code stanchion bench}: it drives a NATS or a NATS Streaming server over
 * the wire, checks that the server delivers correctly, and measures the cost.
 *
 * <p>The packages, from the bottom: {@code shape} describes a measurement, {@code server} starts or
 * finds the server and reads the use of its process, {@code audience} looks at its dashboard,
 * {@code traffic} is the driver itself, {@code figures} are medians, spreads and percentiles,
 * {@code series} runs shapes round by round and servers in turn, {@code report} shows the result,
 * {@code baseline} compares ratios with recorded ones, and {@code ceiling} measures the driver
 * alone.
 *
 * <p><b>Truth.</b> A round in which a message was not acknowledged, not delivered, delivered twice
 * or out of order is an error, never a figure.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.load.LoadException} with a problem and a remedy, each one
 * line.
 */
@NullMarked
package dev.stanchion.load;

import org.jspecify.annotations.NullMarked;
