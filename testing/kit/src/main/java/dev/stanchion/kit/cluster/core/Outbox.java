package dev.stanchion.kit.cluster.core;

/** Where servers of the cluster put what they send to clients. */
public interface Outbox {
    /**
     * Sends a message to whoever subscribes to its subject.
     *
     * @param source what sends it; the messages of one source arrive in order
     */
    void send(String source, CoreMessage message);

    /**
     * Sends a message to whoever subscribes to {@code deliverTo}, which need not be its subject.
     */
    void deliver(String source, String deliverTo, CoreMessage message);

    /** Tells whether anybody subscribes to a subject. */
    boolean isHeard(String subject);
}
