package dev.stanchion.engine.client;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.protocol.ConnectRequest;

/**
 * A connection that wants to be registered. Immutable.
 *
 * @param reply the subject of the answer; empty if there is none
 */
record Challenge(ConnectRequest request, String reply, Origin origin) {
    /** Returns the client ID in its request. */
    String claimedId() {
        return request.clientId();
    }

    /** Returns whether a client was registered for this very request. */
    boolean isOf(ClientRecord client) {
        return client.claimedId().equals(claimedId())
                && client.heartbeatInbox().equals(request.heartbeatInbox())
                && client.connectionId().equals(request.connId());
    }

    /**
     * Returns the record for its registration.
     *
     * @param clientId the client ID that it gets
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
