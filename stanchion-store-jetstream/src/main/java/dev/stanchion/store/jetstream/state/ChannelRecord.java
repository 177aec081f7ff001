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
 * @param isAdopted whether somebody else has made the stream
 */
public record ChannelRecord(
        String stream,
        long lastSequence,
        long lastTimestamp,
        long highestSubscription,
        boolean isBeingDeleted,
        boolean isAdopted) {
    /** The record of a channel that the bucket does not know. */
    public static final ChannelRecord NONE = of("");

    /** Returns the record of a new channel with a stream of the store. */
    public static ChannelRecord of(String stream) {
        return new ChannelRecord(stream, 0, 0, 0, false, false);
    }

    /** Returns this record of a log with another position. */
    public ChannelRecord at(long sequence, long timestamp) {
        return new ChannelRecord(
                stream, sequence, timestamp, highestSubscription, isBeingDeleted, isAdopted);
    }

    /** Returns this record with another highest subscription. */
    public ChannelRecord withHighestSubscription(long id) {
        return new ChannelRecord(
                stream, lastSequence, lastTimestamp, id, isBeingDeleted, isAdopted);
    }

    /** Returns this record of a channel whose deletion has begun. */
    public ChannelRecord beingDeleted() {
        return new ChannelRecord(
                stream, lastSequence, lastTimestamp, highestSubscription, true, isAdopted);
    }

    /** Returns this record for a stream that somebody else has made. */
    public ChannelRecord adopted() {
        return new ChannelRecord(
                stream, lastSequence, lastTimestamp, highestSubscription, isBeingDeleted, true);
    }

    static ChannelRecord of(JsonObject json) {
        return new ChannelRecord(
                json.text("stream"),
                json.number("last_seq"),
                json.number("last_time"),
                json.number("highest_sub"),
                json.flag("deleting"),
                json.flag("adopted"));
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
            if (isAdopted) {
                json.writeBooleanProperty("adopted", true);
            }
        });
    }
}
