/**
 * The store in a NATS cluster, on the simulated cluster of the kit.
 *
 * <p><b>Owner.</b> The simulation's thread.
 */
@NullMarked
package dev.stanchion.simulation.cluster;

import org.jspecify.annotations.NullMarked;
