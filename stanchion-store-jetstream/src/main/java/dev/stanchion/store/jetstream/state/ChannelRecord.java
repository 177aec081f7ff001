package dev.stanchion.store.jetstream.state;

import dev.stanchion.store.jetstream.api.JsonObject;

/**
 * A channel in the bucket. Immutable.
 *
 * @param stream the name of its stream
 * @param lastSequence a sequence that the stream has reached; it may have reached more
 * @param lastTimestamp a lower bound for the timestamp of the next message
 * @param highestSubscription the highest ID that a subscription of the channel ever had
 * @param isBeingDeleted whether the deletion of the channel has begun
 */
public record ChannelRecord(
        String stream,
        long lastSequence,
        long lastTimestamp,
        long highestSubscription,
        boolean isBeingDeleted) {
    static ChannelRecord of(JsonObject json) {
        return new ChannelRecord(
                json.text("stream"),
                json.number("last_seq"),
                json.number("last_time"),
                json.number("highest_sub"),
                json.flag("deleting"));
    }

    /** Returns the value of the channel's key. */
    public byte[] toJson() {
        return JsonObject.write(json -> {
            json.writeStringProperty("stream", stream);
            json.writeNumberProperty("last_seq", lastSequence);
            json.writeNumberProperty("last_time", lastTimestamp);
            json.writeNumberProperty("highest_sub", highestSubscription);
            if (isBeingDeleted) {
                json.writeBooleanProperty("deleting", true);
            }
        });
    }
}
