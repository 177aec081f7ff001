package dev.stanchion.engine.subscription;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.ParkedNote;

/** Where messages go that nobody has processed. */
public interface Parking {
    /**
     * Stores a message in the channel of parked messages.
     *
     * @param outcome hears on the calling shard when the message is durable there
     */
    void park(ParkedEntry entry, Outcome<Outcome.Done> outcome);

    /**
     * A message to park.
     *
     * @param reply the encoded reply subject; may be empty
     */
    @SuppressWarnings("ArrayRecordComponent") // lives from one call to the next; never compared
    record ParkedEntry(ParkedNote note, byte[] reply, byte[] data) {
        int bytes() {
            return reply.length + data.length;
        }
    }
}
