/**
 * What a store has promised so far, and what it may therefore be found to know when it is opened
 * again.
 *
 * <p>A model is told each call and each answer of the store. What was answered is certain; what was
 * asked and not answered may have happened or not. After a crash a model compares what the store
 * has recovered with both, and from then on takes that for certain.
 *
 * <p><b>Owner.</b> The simulation's thread.
 *
 * <p><b>Errors.</b> What must not be goes to {@link dev.stanchion.crash.promise.Verdict}, which
 * keeps the first; nothing is thrown, as calls come from within the store.
 */
@NullMarked
package dev.stanchion.crash.promise;

import org.jspecify.annotations.NullMarked;
