package dev.stanchion.test;

import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.admin.Actor;
import dev.stanchion.engine.admin.Failure;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.Payload;
import dev.stanchion.engine.admin.Reply;
import dev.stanchion.engine.admin.Result;
import dev.stanchion.test.look.Questions;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a test does to a running broker as its operator. Blocks. */
final class Deeds {
    private static final Actor TEST = new Actor("test", "", "");
    private static final long ANSWER_SECONDS = 30;

    private final Questions questions;

    Deeds(Questions questions) {
        this.questions = questions;
    }

    /** Publishes a message. Returns its sequence. */
    long publish(String channel, byte[] data) {
        return apply(new Operation.Publish(channel, Payload.of(data), ""));
    }

    /** Closes all clients and deletes all channels. */
    void sweep() {
        for (EngineSnapshot.Client client : questions.clients()) {
            apply(new Operation.Kick(client.clientId(), 0, false));
        }
        for (String channel : questions.channelNames()) {
            apply(new Operation.DeleteChannel(channel, true, OptionalLong.empty()));
        }
    }

    /**
     * Carries an operation out. What is gone already is as wanted.
     *
     * @return the sequence of the message that was published, if that was the operation
     */
    private long apply(Operation operation) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        questions
                .administration()
                .apply(
                        operation,
                        "",
                        TEST,
                        Reply.<Result>of(
                                result -> done.complete(result.sequence()),
                                why -> {
                                    if (why instanceof Failure.NoSuchChannel
                                            || why instanceof Failure.NoSuchClient) {
                                        done.complete(0L);
                                    } else {
                                        done.completeExceptionally(
                                                new IllegalStateException(why.text()));
                                    }
                                }));
        try {
            return done.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IllegalStateException(
                    "%s of %s failed: %s"
                            .formatted(
                                    operation.verb(),
                                    operation.target(),
                                    cause == null ? e.getMessage() : cause.getMessage()),
                    e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the broker does not answer within %d s".formatted(ANSWER_SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was changed", e);
        }
    }
}
