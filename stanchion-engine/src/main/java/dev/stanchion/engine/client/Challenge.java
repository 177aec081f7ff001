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
    String clientId() {
        return request.clientId();
    }

    ClientRecord toRecord() {
        return new ClientRecord(
                request.clientId(),
                request.heartbeatInbox(),
                request.connId(),
                request.protocol(),
                request.pingInterval(),
                request.pingMaxOut());
    }
}
