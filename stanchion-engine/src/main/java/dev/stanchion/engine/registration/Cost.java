package dev.stanchion.engine.registration;

import dev.stanchion.engine.spi.ClientRecord;
import io.netty.buffer.ByteBufUtil;

/**
 * The heap memory of a registration in the engine, its store and the bus together. An estimate on
 * the safe side: with a file store, the most expensive one, the heap of a full server was 0.5 to 1
 * times as much, with short names and with the longest. Stateless.
 */
public final class Cost {
    private static final long CLIENT_BYTES = 1_600;
    private static final long CHANNEL_BYTES = 5_000;
    private static final long SUBSCRIPTION_BYTES = 3_000;

    /** A name is kept as text and as bytes, in several maps. */
    private static final long COPIES = 5;

    private Cost() {}

    public static long ofClient(ClientRecord client) {
        return CLIENT_BYTES
                + ofNames(client.clientId(), client.heartbeatInbox(), client.connectionId());
    }

    public static long ofChannel(String name) {
        return CHANNEL_BYTES + ofNames(name);
    }

    /** Returns it for the names in the terms of a subscription. */
    public static long ofSubscription(
            String clientId, String queueGroup, String inbox, String durableName) {
        return SUBSCRIPTION_BYTES + ofNames(clientId, queueGroup, inbox, durableName);
    }

    private static long ofNames(String... names) {
        long bytes = 0;
        for (String name : names) {
            bytes += ByteBufUtil.utf8Bytes(name);
        }
        return COPIES * bytes;
    }
}
