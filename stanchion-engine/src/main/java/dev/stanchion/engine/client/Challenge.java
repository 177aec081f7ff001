package dev.stanchion.engine.client;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.protocol.ConnectRequest;

/**
 * Somebody who wants to be registered. Immutable.
 *
 * @param reply where the answer goes; empty if nowhere
 */
record Challenge(ConnectRequest request, String reply, Origin origin) {
    /** Returns what it calls itself. */
    String claimedId() {
        return request.clientId();
    }

    /**
     * Says what is recorded once it is let in.
     *
     * @param clientId what it gets
     */
    ClientRecord toRecord(String clientId, String requestToken) {
        return new ClientRecord(
                clientId,
                request.heartbeatInbox(),
                request.connId(),
                request.protocol(),
                request.pingInterval(),
                request.pingMaxOut(),
                claimedId(),
                requestToken);
    }
}
