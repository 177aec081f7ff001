package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.nats.NatsMessage;
import dev.stanchion.nats.Publisher;
import io.netty.buffer.ByteBuf;

/** A routed message as the engine sees it. */
record RoutedBusMessage(NatsMessage message) implements BusMessage {
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

    @Override
    public Origin origin() {
        return new Connection(message.publisher(), message.connectionId());
    }

    /** The publishing connection; two of the same connection are equal. */
    record Connection(Publisher publisher, long id) implements Origin {
        @Override
        public void pause() {
            publisher.pause();
        }

        @Override
        public void resume() {
            publisher.resume();
        }

        @Override
        public String description() {
            return publisher.remoteAddress() + " (cid " + id + ")";
        }
    }
}
