package dev.stanchion.bench.client;

/** A client library under load, as its documentation says how to be fast. */
interface LoadedClient extends AutoCloseable {
    /** How many publishes may have no ack, with every library. */
    int OUTSTANDING = 16_384;

    /** How many messages may be delivered and not acknowledged, with every library. */
    int IN_FLIGHT = 1024;

    /** Publishes without waiting for each ack, and returns when the last ack has come. */
    void publish(String channel, int count, byte[] data) throws Exception;

    /**
     * Publishes a message to a channel that has some already, and returns when its ack has come.
     */
    void publishAndWait(String channel, byte[] data) throws Exception;

    /** Receives and acknowledges so many messages from the first one on. */
    void receive(String channel, int count) throws Exception;

    @Override
    void close() throws Exception;
}
