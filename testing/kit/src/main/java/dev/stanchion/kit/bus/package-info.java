/**
 * What every bus has to do for the engine, as a suite that each implementation runs.
 *
 * <p>A test class extends {@link dev.stanchion.kit.bus.BusContract} and says how its bus is made
 * and where clients connect. The suite connects clients of its own that speak the protocol byte by
 * byte, so that it is clear when their connections begin and end.
 */
@NullMarked
package dev.stanchion.kit.bus;

import org.jspecify.annotations.NullMarked;
