package dev.stanchion.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** A source of cluster {@code ticketing} with one client, and one channel, {@code orders}. */
interface OneChannel extends Source, SourceChannel {
    @Override
    default ServerRecord server() {
        return new ServerRecord("ticketing", "_STAN.discover", "ticketing");
    }

    @Override
    default List<ClientRecord> clients() {
        return List.of(new ClientRecord("app", "_INBOX.app", "", 1, 5, 3));
    }

    @Override
    default List<SourceChannel> channels() {
        return List.of(this);
    }

    @Override
    default void requireUnchanged() {}

    @Override
    default void close() {}

    @Override
    default String name() {
        return "orders";
    }

    /** Writes the message with a sequence behind what a buffer has. */
    default void encode(ByteBuf out, long sequence, ByteBuf payload) {
        MsgProtoEncoder.write(
                out,
                sequence,
                name().getBytes(UTF_8),
                payload,
                0,
                0,
                0,
                payload.readableBytes(),
                1000 + sequence);
    }
}
