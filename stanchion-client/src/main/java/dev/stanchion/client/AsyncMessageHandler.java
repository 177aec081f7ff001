package dev.stanchion.client;

import java.util.concurrent.CompletionStage;

/** Receives a subscription's messages, and says later that it has processed them. */
@FunctionalInterface
public interface AsyncMessageHandler {
    /**
     * Begins to handle one message. It counts as handled when the stage completes; then the client
     * acknowledges it. Until then it takes one of the places of {@link
     * SubscriptionOptions#concurrency}.
     *
     * @return completes when the message is processed. If it completes exceptionally, the message
     *     is not acknowledged and comes again
     * @throws Exception if it fails at once, with the same effect
     */
    CompletionStage<?> onMessage(Message message) throws Exception;
}
