package dev.stanchion.engine.spi;

/**
 * A registered client, as stored.
 *
 * @param connectionId opaque bytes, one per char (ISO 8859-1); empty for a protocol 0 client
 * @param pingInterval seconds; negative means milliseconds; echoed to the client unchanged
 */
public record ClientRecord(
        String clientId,
        String heartbeatInbox,
        String connectionId,
        int protocol,
        int pingInterval,
        int pingMaxOut) {}
