/**
 * Says why messages of a channel do not arrive, in sentences for people and facts for programs.
 *
 * <p>Each reason is a {@link dev.stanchion.engine.diagnosis.Standstill}: a code, facts, a sentence
 * and a remedy. HTTP, the command line, the log and the metrics show the same ones in different
 * forms.
 *
 * <p><b>Owner.</b> A {@code Look} runs on the shard of the channel and copies what it sees. The
 * results are values that any thread may hold.
 *
 * <p><b>Cost.</b> Nothing here runs per message. A look costs as much as the pending messages of a
 * channel, and only when somebody asks.
 */
@NullMarked
package dev.stanchion.engine.diagnosis;

import org.jspecify.annotations.NullMarked;
