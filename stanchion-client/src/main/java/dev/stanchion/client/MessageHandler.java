package dev.stanchion.client;

/** Receives a subscription's messages, one after the other, on a thread of that subscription. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Handles one message. It may take as long as it likes; the connection and other subscriptions
     * go on. It may publish, subscribe, and close anything.
     *
     * @throws Exception if it could not be handled: it is logged, and in {@link AckMode#AUTO} the
     *     message is not acknowledged and comes again
     */
    void onMessage(Message message) throws Exception;
}
