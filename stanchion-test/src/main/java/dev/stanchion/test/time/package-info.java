/**
 * The clock of a broker under test. The test moves it, and the timers of the engine follow: a wait
 * of thirty seconds takes milliseconds.
 *
 * <p><b>Idea.</b> Each shard keeps its timers itself, in a queue by virtual time. A virtual clock
 * that only jumps would declare living clients dead, because their answers need real time. So
 * {@link TestClock} goes from one due timer to the next, and after each waits until the loops are
 * idle and every live client has answered its heartbeat ({@link Settling}).
 */
@NullMarked
package dev.stanchion.test.time;

import org.jspecify.annotations.NullMarked;
