/**
 * A NATS cluster, several Stanchions and unmodified clients, and a script of troubles: processes
 * are killed, paused and stopped, and connections are cut.
 *
 * <p>The parts, in the order of a run:
 *
 * <ul>
 *   <li>{@code Settings} are what {@code bin/chaos} was asked for. {@code Script} makes the
 *       troubles from the seed: the same seed makes the same script.
 *   <li>{@code Stage} has the servers and carries out a {@code Trouble}. {@code ChaosClient} is one
 *       client process, which publishes and listens all the time.
 *   <li>{@code ClientRecord} has what one client was told. {@code Evidence} is all of it together,
 *       with what is stored in the end.
 *   <li>{@code Checker} compares the evidence with the promises, and says what was broken. {@code
 *       Silences} says how long clients heard nothing. {@code Report} is the table.
 * </ul>
 */
@NullMarked
package dev.stanchion.interop.chaos;

import org.jspecify.annotations.NullMarked;
