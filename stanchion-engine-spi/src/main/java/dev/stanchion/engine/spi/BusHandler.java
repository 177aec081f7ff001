package dev.stanchion.engine.spi;

/** Receives the messages of one {@link Bus} subscription. */
@FunctionalInterface
public interface BusHandler {
    /**
     * Takes a message on whatever thread it arrived, which is often, but not always, a shard's. The
     * handler must not block, and whatever it keeps of the message it copies or retains.
     */
    void onMessage(BusMessage message);
}
