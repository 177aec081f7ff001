package io.nats.streaming;

/** Gets the messages of a subscription. */
public interface MessageHandler {
    /**
     * Called for one message after the other. When it has returned, the connection acknowledges the
     * message, also if it has thrown an exception; with {@link
     * SubscriptionOptions.Builder#manualAcks()} the program calls {@link Message#ack()}. The error
     * listener gets exceptions.
     */
    void onMessage(Message msg);
}
