/**
 * The contract of buses with the engine as a suite that each implementation runs, and a bus in
 * memory that passes it.
 *
 * <p>A test class extends {@link dev.stanchion.kit.bus.BusContract} and provides the bus and the
 * place where clients connect. The clients of a bus on a server speak the protocol byte by byte, so
 * that the beginning and the end of their connections are exact.
 *
 * <p>{@link dev.stanchion.kit.bus.MemoryBus} is the bus for tests that drive shards by hand. The
 * simulation's bus adds connections that are slow, fall silent and break. It shares the classes
 * that match subjects, report interest and show messages. The bus of the benchmarks is separate: it
 * records nothing, so that a figure shows the engine alone.
 */
@NullMarked
package dev.stanchion.kit.bus;

import org.jspecify.annotations.NullMarked;
