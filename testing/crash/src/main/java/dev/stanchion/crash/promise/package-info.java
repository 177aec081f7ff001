/**
 * The promises of a store so far, and the states in which it may therefore be found when it is
 * opened again.
 *
 * <p>A model gets each call and each answer of the store. A call with an answer is certain. A call
 * without an answer may have happened or not. After a crash a model compares the recovered state
 * with both, and takes that state as certain from then on.
 *
 * <p><b>Owner.</b> The simulation's thread.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.crash.promise.Verdict} gets each violation and keeps the
 * first. Models throw nothing, because their callers are inside the store.
 */
@NullMarked
package dev.stanchion.crash.promise;

import org.jspecify.annotations.NullMarked;
