package dev.stanchion.engine.testbed;

/** A message as a client received it. */
public record Received(
        long sequence,
        String channel,
        String reply,
        String data,
        long timestamp,
        int redeliveries) {
    public boolean isRedelivered() {
        return redeliveries > 0;
    }
}
