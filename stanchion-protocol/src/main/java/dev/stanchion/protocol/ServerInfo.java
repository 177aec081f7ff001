package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The record of a server in the format of NATS Streaming ({@code spec/stores.md} 1.1). Immutable.
 *
 * @param subscriptionClose empty in records of old releases
 * @param nodeId empty unless the server was a member of a cluster
 */
public record ServerInfo(
        String clusterId,
        String discovery,
        String publish,
        String subscribe,
        String unsubscribe,
        String close,
        String subscriptionClose,
        String acks,
        String nodeId)
        implements WireMessage {
    /**
     * Reads a record.
     *
     * @return empty if the bytes are not such a record
     */
    public static Optional<ServerInfo> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String clusterId = "";
        String discovery = "";
        String publish = "";
        String subscribe = "";
        String unsubscribe = "";
        String close = "";
        String subscriptionClose = "";
        String acks = "";
        String nodeId = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> clusterId = in.string();
                case 2 -> discovery = in.string();
                case 3 -> publish = in.string();
                case 4 -> subscribe = in.string();
                case 5 -> unsubscribe = in.string();
                case 6 -> close = in.string();
                case 7 -> subscriptionClose = in.string();
                case 8 -> acks = in.string();
                case 9 -> nodeId = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(
                        new ServerInfo(
                                clusterId,
                                discovery,
                                publish,
                                subscribe,
                                unsubscribe,
                                close,
                                subscriptionClose,
                                acks,
                                nodeId))
                : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, clusterId);
        WireWriter.string(output, target, 2, discovery);
        WireWriter.string(output, target, 3, publish);
        WireWriter.string(output, target, 4, subscribe);
        WireWriter.string(output, target, 5, unsubscribe);
        WireWriter.string(output, target, 6, close);
        WireWriter.string(output, target, 7, subscriptionClose);
        WireWriter.string(output, target, 8, acks);
        WireWriter.string(output, target, 9, nodeId);
    }
}
