/**
 * What must hold, whatever happens, and who watches that it does.
 *
 * <p>A {@link dev.stanchion.simulation.invariant.Witness} listens at the engine's two seams. It
 * keeps its own small account of what was published, stored, sent and acknowledged, from the
 * messages alone, and reports to {@link dev.stanchion.simulation.invariant.Violations} as soon as
 * the engine contradicts it. What can only be judged at rest (has everything arrived?) is asked at
 * the end, after faults have stopped and every client acknowledges.
 *
 * <pre>
 *   PublicationLedger   what clients published, and what they were told about it
 *   ChannelLedger       one channel's messages, sequence by sequence
 *   Position            what one subscription or queue group is owed, was sent, has acknowledged
 *   ClientLedger        who holds which client ID
 *   RequestLedger       who waits for an answer
 * </pre>
 *
 * <p><b>In transit.</b> An acknowledgement counts from when the engine was handed it; it must have
 * had its effect by the next moment at which all shards have run out of work. In between either is
 * right.
 *
 * <p><b>Owner.</b> The simulation's one thread.
 */
@NullMarked
package dev.stanchion.simulation.invariant;

import org.jspecify.annotations.NullMarked;
