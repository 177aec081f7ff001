/**
 * How a client gets its answer, also when its connection is lost at that moment: {@link
 * dev.stanchion.engine.answer.Answers} sends it, and {@link
 * dev.stanchion.engine.answer.LateAnswers} keeps for a while what certainly nobody heard.
 *
 * <p><b>Owner.</b> {@code Answers} is for many threads; each shard has its own {@code LateAnswers}.
 */
@NullMarked
package dev.stanchion.engine.answer;

import org.jspecify.annotations.NullMarked;
