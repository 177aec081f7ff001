package dev.stanchion.simulation;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** A bus as it is, but for one thing that a subclass gets wrong. */
abstract class AlteredBus implements Bus {
    private final Bus bus;

    AlteredBus(Bus bus) {
        this.bus = bus;
    }

    /**
     * A message has come for the engine.
     *
     * @param on the subject that the engine had registered
     */
    void arrived(String on, BusHandler handler, BusMessage message) {
        handler.onMessage(message);
    }

    /** The engine sends a message. Returns the result for the engine. */
    boolean published(Destination to, byte[] payload, String replyTo) {
        return to.publish(Unpooled.wrappedBuffer(payload), 0, payload.length, replyTo);
    }

    /** The engine waits for a destination to be relieved. */
    void awaitedRelief(Destination of, ShardExecutor shard, Runnable task) {
        of.whenRelieved(shard, task);
    }

    /** The engine has registered for a subject. Returns the registration for the engine. */
    Registration registered(String subject, Registration registration) {
        return registration;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        return registered(
                subject, bus.subscribe(subject, message -> arrived(subject, handler, message)));
    }

    @Override
    public Destination destination(String subject) {
        return new AlteredDestination(bus.destination(subject));
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return bus.mayHaveInterest(subject);
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return bus.watchInterest(subject, shard, listener);
    }

    private final class AlteredDestination implements Destination {
        private final Destination destination;

        AlteredDestination(Destination destination) {
            this.destination = destination;
        }

        @Override
        public String subject() {
            return destination.subject();
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length) {
            return publish(source, index, length, "");
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, String replyTo) {
            return published(
                    destination, ByteBufUtil.getBytes(source, index, length, true), replyTo);
        }

        @Override
        public boolean isCongested() {
            return destination.isCongested();
        }

        @Override
        public void whenRelieved(ShardExecutor shard, Runnable task) {
            awaitedRelief(destination, shard, task);
        }
    }

    /** A message with everything as it was, but another payload. */
    static final class OtherPayload implements BusMessage {
        private final BusMessage message;
        private final ByteBuf buffer = Unpooled.buffer();
        private final int payloadLength;

        OtherPayload(BusMessage message, byte[] payload) {
            this.message = message;
            payloadLength = payload.length;
            buffer.writeBytes(message.buffer(), message.subjectIndex(), message.subjectLength());
            buffer.writeBytes(message.buffer(), message.replyIndex(), message.replyLength());
            buffer.writeBytes(payload);
        }

        @Override
        public ByteBuf buffer() {
            return buffer;
        }

        @Override
        public int subjectIndex() {
            return 0;
        }

        @Override
        public int subjectLength() {
            return message.subjectLength();
        }

        @Override
        public int replyIndex() {
            return subjectLength();
        }

        @Override
        public int replyLength() {
            return message.replyLength();
        }

        @Override
        public int payloadIndex() {
            return subjectLength() + replyLength();
        }

        @Override
        public int payloadLength() {
            return payloadLength;
        }

        @Override
        public Origin origin() {
            return message.origin();
        }
    }
}
