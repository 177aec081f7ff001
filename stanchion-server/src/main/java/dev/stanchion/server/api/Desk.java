package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Administration;
import dev.stanchion.engine.admin.Audit;
import dev.stanchion.engine.admin.Failure;
import dev.stanchion.engine.admin.Reply;
import dev.stanchion.server.api.access.Caller;
import dev.stanchion.server.http.ProblemException;
import dev.stanchion.server.http.TimeLimit;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * Asks the engine's administration, and turns its answers into those of the API. The engine answers
 * on a shard; everything after that happens on the port's thread. Safe for use by many threads.
 */
final class Desk {
    /** An engine that ends may not answer. A connection waits for less; a job goes on to this. */
    private static final long ANSWER_SECONDS = 30;

    private final ObservedEngine engine;

    /**
     * Who asks, also after the call is answered. Immutable.
     *
     * @param port the port's thread, which gets the answers
     */
    record Asker(Caller caller, Executor port) {
        static Asker of(Question question) {
            return new Asker(question.caller(), question.port());
        }
    }

    Desk(ObservedEngine engine) {
        this.engine = engine;
    }

    /** Asks, and fails with a problem if the engine does not grant it. */
    <T> CompletableFuture<T> ask(Question asked, BiConsumer<Administration, Reply<T>> question) {
        return ask(Asker.of(asked), question);
    }

    /** Asks, and fails with a problem if the engine does not grant it. */
    <T> CompletableFuture<T> ask(Asker asked, BiConsumer<Administration, Reply<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Reply<T> reply =
                Reply.of(
                        answer::complete,
                        why ->
                                answer.completeExceptionally(
                                        new ProblemException(
                                                FailureProblem.of(why, asked.caller()))));
        engine.current()
                .ifPresentOrElse(
                        there -> question.accept(there.administration(Audit.NONE), reply),
                        () -> reply.failed(new Failure.Recovering()));
        return TimeLimit.of(answer, Duration.ofSeconds(ANSWER_SECONDS), asked.port())
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(
                                ProblemException.causeOf(failure) instanceof TimeoutException
                                        ? new ProblemException(
                                                FailureProblem.notReady(
                                                        "the server has ended the work, and does"
                                                                + " not answer"))
                                        : failure));
    }
}
