/**
 * What every bus has to do for the engine, as a suite that each implementation runs, and a bus in
 * memory that keeps it.
 *
 * <p>A test class extends {@link dev.stanchion.kit.bus.BusContract} and says how its bus is made
 * and where clients connect. A bus on a server gets clients that speak the protocol byte by byte,
 * so that it is clear when their connections begin and end.
 *
 * <p>{@link dev.stanchion.kit.bus.MemoryBus} is the bus for tests that drive shards by hand. The
 * simulation's bus adds connections that are slow, fall silent and break, and shares the classes
 * that match subjects, tell of interest and show messages. The bus of the benchmarks stays apart:
 * it keeps no books, so that a figure shows the engine alone.
 */
@NullMarked
package dev.stanchion.kit.bus;

import org.jspecify.annotations.NullMarked;
