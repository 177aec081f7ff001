package dev.stanchion.nats.inprocess;

/** An in-process subscription. Safe for use by many threads. */
public interface Registration extends AutoCloseable {
    /**
     * Ends the subscription; further calls do nothing. A delivery on another loop may still be
     * running when this returns.
     */
    @Override
    void close();
}
