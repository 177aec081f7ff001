package dev.stanchion.engine.spi;

/**
 * A registered client, as stored.
 *
 * @param clientId the ID that it holds, unique among clients; its durables belong to this ID
 * @param connectionId opaque bytes, one per char (ISO 8859-1); empty for a protocol 0 client
 * @param pingInterval seconds; negative means milliseconds; echoed to the client unchanged
 * @param claimedId the ID in its requests; differs from {@code clientId} if it leases one of
 *     several slots of that name
 * @param requestToken ends the subjects that were given to this connection alone; empty if it uses
 *     the subjects that are named after the cluster
 */
public record ClientRecord(
        String clientId,
        String heartbeatInbox,
        String connectionId,
        int protocol,
        int pingInterval,
        int pingMaxOut,
        String claimedId,
        String requestToken) {
    /** A client under the ID that it claims, on the subjects that are named after the cluster. */
    public ClientRecord(
            String clientId,
            String heartbeatInbox,
            String connectionId,
            int protocol,
            int pingInterval,
            int pingMaxOut) {
        this(
                clientId,
                heartbeatInbox,
                connectionId,
                protocol,
                pingInterval,
                pingMaxOut,
                clientId,
                "");
    }
}
