package dev.stanchion.nats.loop;

import dev.stanchion.nats.message.OutboundBytes;

/** A connection to which other loops deliver by batches. Called on the connection's loop. */
public interface BatchTarget {
    /** Takes over what another loop has gathered, or discards it if the connection has ended. */
    void take(OutboundBytes gathered, int bytes, int messages, long bodyBytes);
}
