package dev.stanchion.client;

/** Receives a subscription's messages, one after the other, on a thread of that subscription. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Handles one message. It may take any time; the connection and other subscriptions continue.
     * It may publish, subscribe, and close anything.
     *
     * @throws Exception if it fails. The connection logs it; in {@link AckMode#AUTO} it does not
     *     acknowledge the message, which comes again
     */
    void onMessage(Message message) throws Exception;
}
