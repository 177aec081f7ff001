/**
 * The answers to clients, also when a connection is lost at that moment. {@link
 * dev.stanchion.engine.answer.Answers} sends them, and {@link
 * dev.stanchion.engine.answer.LateAnswers} keeps for a while those that certainly had no
 * subscriber.
 *
 * <p><b>Owner.</b> {@code Answers} is for many threads; each shard has its own {@code LateAnswers}.
 */
@NullMarked
package dev.stanchion.engine.answer;

import org.jspecify.annotations.NullMarked;
