package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.nats.message.NatsMessage;
import dev.stanchion.nats.message.Publisher;
import io.netty.buffer.ByteBuf;

/**
 * A message of the router in the engine's form. The router reuses a few message objects, so each of
 * them has one view for ever. Confined to the loop of its message.
 */
final class RoutedView implements BusMessage {
    private final NatsMessage message;
    private Connection latest;

    RoutedView(NatsMessage message) {
        this.message = message;
        this.latest = new Connection(message.publisher(), message.connectionId());
    }

    /** Returns whether this is the view of this message object. Any thread. */
    @SuppressWarnings("ReferenceEquality") // a view belongs to one message object
    boolean isOf(NatsMessage other) {
        return message == other;
    }

    @Override
    public ByteBuf buffer() {
        return message.buffer();
    }

    @Override
    public int subjectIndex() {
        return message.subjectIndex();
    }

    @Override
    public int subjectLength() {
        return message.subjectLength();
    }

    @Override
    public int replyIndex() {
        return message.replyIndex();
    }

    @Override
    public int replyLength() {
        return message.replyLength();
    }

    @Override
    public int payloadIndex() {
        return message.payloadIndex();
    }

    @Override
    public int payloadLength() {
        return message.payloadLength();
    }

    /**
     * Returns the origin. It creates a new object only if the connection changes, because a read
     * brings many messages of one connection.
     */
    @Override
    public Origin origin() {
        Publisher publisher = message.publisher();
        if (!latest.publisher().equals(publisher)) {
            latest = new Connection(publisher, message.connectionId());
        }
        return latest;
    }

    /** The publishing connection. Two origins of the same connection are equal. */
    private record Connection(Publisher publisher, long id) implements Origin {
        @Override
        public void pause() {
            publisher.pause();
        }

        @Override
        public void resume() {
            publisher.resume();
        }

        @Override
        public boolean canBeDisconnected() {
            return true;
        }

        @Override
        public void disconnect() {
            publisher.disconnect();
        }

        @Override
        public String description() {
            return publisher.remoteAddress() + " (cid " + id + ")";
        }

        @Override
        public ChannelRights rights() {
            return publisher.identity().attachment() instanceof ChannelRights limited
                    ? limited
                    : ChannelRights.ALL;
        }
    }
}
